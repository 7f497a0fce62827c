/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import type { PlanInput } from '@direct-migration/backstage-plugin-direct-migration-common';
import { TwoSandboxes } from '../engines/__testUtils__/TwoSandboxes';
import type { KnownCluster } from './knownClusters';
import { TestPortal } from './TestPortal';

const KINDS = [
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Pod'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['v1', 'ConfigMap'],
  ['batch/v1', 'Job'],
];

/** The one error that is expected. */
export interface Expected {
  code: string;
  status: number;
  field?: string;
  message?: RegExp;
  hint: RegExp;
}

/** Two sandbox clusters with registries, and a portal that is asked for what it has to refuse. */
export class BadInput {
  private constructor(
    readonly two: TwoSandboxes,
    readonly portal: TestPortal,
    private readonly base: PlanInput,
  ) {}

  /** @param prepare - fills the sandboxes, and says which clusters the portal knows. `base`: a plan without a mistake, `volumes` and `images` apart */
  static async start(
    base: Partial<PlanInput>,
    prepare: (two: TwoSandboxes) => Promise<KnownCluster[]>,
  ): Promise<BadInput> {
    const two = await TwoSandboxes.start({ registries: true });
    await two.claim('data');
    return new BadInput(two, await TestPortal.start(await prepare(two)), {
      name: 'bad',
      sourceCluster: cluster('east'),
      targetCluster: cluster('west'),
      namespaces: [{ source: 'shop', target: 'shop-new' }],
      ...base,
    });
  }

  /** Plans it and starts it; the answer of whichever was refused, and what is there afterwards that was not there before. */
  async refusal(
    change: Partial<PlanInput>,
  ): Promise<{ status: number; error: unknown; left: unknown[] }> {
    const { portal } = this;
    const before = new Set(this.#everything());
    const plan = await portal.post('/plans', { ...this.base, ...change });
    const answer =
      plan.status === 201
        ? await portal.post('/migrations', {
            planId: plan.body.id,
            type: 'stage',
          })
        : plan;
    return {
      status: answer.status,
      error: answer.body.error,
      left: [
        ...(await portal.get('/migrations')).body.items,
        ...this.#everything().filter(object => !before.has(object)),
      ],
    };
  }

  async stop(): Promise<void> {
    await this.portal.stop();
    await this.two.stop();
  }

  #everything(): string[] {
    return [this.two.east, this.two.west]
      .flatMap(sandbox =>
        KINDS.flatMap(([apiVersion, kind]) =>
          sandbox
            .list(apiVersion, kind)
            .map(({ metadata: { namespace, name } }) =>
              [sandbox.name, kind, namespace, name].join('/'),
            ),
        ),
      )
      .sort();
  }
}

/** Its entity ref. */
export function cluster(name: string): string {
  return `resource:default/${name}`;
}

/** What {@link BadInput.refusal} has to be. */
export function refusedWith({ status, message, hint, ...rest }: Expected) {
  return {
    status,
    error: {
      name: expect.any(String),
      ...rest,
      message: expect.stringMatching(message ?? /.{20}/),
      hint: expect.stringMatching(hint),
    },
    left: [],
  };
}
