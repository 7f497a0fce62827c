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

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  Plan,
  Progress,
  TagsProgress,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  SandboxCluster,
  type SandboxClusterOptions,
  type SandboxStorageClass,
} from '@direct-migration/sandbox-cluster';
import {
  createClusterServices,
  type ClusterServices,
} from '../../createClusterServices';
import {
  configOf,
  entitiesOf,
  type KnownCluster,
} from '../../__testUtils__/knownClusters';
import type { ItemLog } from '../../database/LogsStore';
import { MemoryStoppedWorkloads } from '../../__testUtils__/MemoryStoppedWorkloads';
import type { ItemContext, ItemEngine, StepResult } from '../types';

type Final = Exclude<StepResult, { kind: 'continue' }>;

const MOVER = dirname(require.resolve('@direct-migration/mover/package.json'));

/** Two sandbox clusters, east and west, with the real mover, and our services over them. */
export class TwoSandboxes {
  readonly events: string[] = [];
  readonly logs = new Map<string, ItemLog>();
  readonly progress: Progress[] = [];
  readonly tags: TagsProgress[] = [];
  readonly phases: string[] = [];
  readonly steps: StepResult[] = [];

  private constructor(
    readonly directory: string,
    readonly east: SandboxCluster,
    readonly west: SandboxCluster,
    readonly services: ClusterServices,
  ) {}

  static async start(
    options: {
      registries?: boolean;
      storageClasses?: SandboxStorageClass[];
      extraResources?: SandboxClusterOptions['extraResources'];
      /** Programs by image, besides the mover. */
      images?: SandboxClusterOptions['images'];
    } = {},
  ): Promise<TwoSandboxes> {
    const directory = mkdtempSync(join(tmpdir(), 'dm-engines-'));
    const bundle = join(directory, 'mover.cjs');
    execFileSync(process.execPath, [
      join(MOVER, 'scripts/build-bundle.mjs'),
      bundle,
    ]);
    const start = (name: string) =>
      SandboxCluster.start({
        name,
        directory: join(directory, name),
        persist: false,
        images: {
          ...options.images,
          'mover:test': { command: [process.execPath, bundle] },
        },
        inertImages: ['app:*'],
        registry: options.registries ? {} : undefined,
        storageClasses: options.storageClasses,
        extraResources: options.extraResources,
      });
    const [east, west] = await Promise.all([start('east'), start('west')]);
    const services = TwoSandboxes.servicesOf([east, west]);
    return new TwoSandboxes(directory, east, west, services);
  }

  /** Our services over these clusters, knowing nothing yet. */
  static servicesOf(
    clusters: KnownCluster[],
    more: JsonObject = {},
  ): ClusterServices {
    const data = configOf(clusters);
    Object.assign(data.directMigration as JsonObject, more);
    return createClusterServices({
      config: mockServices.rootConfig({ data }),
      logger: mockServices.logger.mock(),
      auth: mockServices.auth(),
      credentialsProviders: new Map(),
      stoppedWorkloads: new MemoryStoppedWorkloads(),
      catalog: catalogServiceMock({ entities: entitiesOf(clusters) }),
    });
  }

  plan(overrides: Partial<Plan> = {}): Plan {
    return {
      id: '00000000-aaaa-4000-8000-000000000000',
      name: 'test',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: 'shop', target: 'shop-new' }],
      volumes: [{ namespace: 'shop', name: 'data' }],
      images: [],
      options: { endpoint: 'nodePort', podStartTimeoutSeconds: 60 },
      createdAt: '',
      updatedAt: '',
      createdBy: 'user:default/guest',
      ...overrides,
    };
  }

  context(overrides: Partial<ItemContext> & { plan: Plan }): ItemContext {
    const context: ItemContext = {
      itemId: '12345678-bbbb-4000-8000-000000000000',
      migrationId: '00000000-cccc-4000-8000-000000000000',
      kind: 'volume',
      step: 'copy',
      type: 'stage',
      options: {},
      attempt: 1,
      spec: overrides.plan.volumes[0],
      memo: {},
      logger: mockServices.logger.mock(),
      signal: new AbortController().signal,
      // Alone, unless the test says otherwise.
      siblings: async () => {
        const { itemId, spec, attempt } = context;
        return [
          {
            itemId,
            spec,
            attempt,
            dueAttempt: attempt,
            state: 'running',
            cancelRequested: false,
            timedOut: false,
          },
        ];
      },
      event: async (_, type) => {
        this.events.push(type);
      },
      keepLog: async log => {
        this.logs.set(log.pod, log);
      },
      reportProgress: progress => {
        this.progress.push(progress);
      },
      reportTags: tags => {
        const now = tags();
        if (now) {
          this.tags.push(now);
        }
      },
      reportPhase: phase => {
        this.phases.push(phase);
      },
      ...overrides,
    };
    return context;
  }

  /** Steps until the engine is done, or until `until` says so. */
  async drive(
    engine: ItemEngine,
    context: ItemContext,
    until: (step: StepResult) => boolean = () => false,
  ): Promise<Final | StepResult> {
    let memo = context.memo;
    for (let i = 0; i < 100; i++) {
      const step = await engine.step({ ...context, memo });
      this.steps.push(step);
      if (step.kind !== 'continue' || until(step)) {
        return step;
      }
      memo = step.memo ?? {};
      await new Promise(resolve => setTimeout(resolve, step.afterMs));
    }
    throw new Error(`Not done: ${JSON.stringify(this.steps.slice(-3))}`);
  }

  /** Every object of ours that is to be gone in the end, `east secrets/dm-…`. */
  leftovers(): string[] {
    return [this.east, this.west].flatMap(cluster =>
      [
        ['v1', 'Pod'],
        ['v1', 'Secret'],
        ['v1', 'Service'],
        ['v1', 'ConfigMap'],
        ['networking.k8s.io/v1', 'NetworkPolicy'],
        ['networking.k8s.io/v1', 'Ingress'],
        ['batch/v1', 'Job'],
      ].flatMap(([apiVersion, kind]) =>
        cluster
          .list(apiVersion, kind)
          .filter(
            ({ metadata: { labels = {} } }) =>
              labels['direct-migration.io/item'] ??
              labels['direct-migration.io/batch'],
          )
          .map(o => `${cluster.name} ${kind}/${o.metadata.name}`),
      ),
    );
  }

  /** A bound claim on east, and its folder. */
  async claim(name: string, spec: object = {}): Promise<string> {
    this.east.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop',
        annotations: { 'openshift.io/sa.scc.uid-range': '1000/10' },
      },
    });
    this.east.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: 'shop', labels: { app: 'shop' } },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
        ...spec,
      },
    });
    const deadline = Date.now() + 10_000;
    for (;;) {
      try {
        return this.east.volumePath('shop', name);
      } catch (error) {
        if (Date.now() > deadline) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.east.stop(), this.west.stop()]);
    rmSync(this.directory, { recursive: true, force: true });
  }
}
