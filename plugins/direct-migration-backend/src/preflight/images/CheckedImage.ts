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

import type {
  Plan,
  PreflightCheck,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RegistryError } from '@direct-migration/registry-copier';
import type { ClusterConnection } from '../../clusters/types';
import { registryFix } from './registryFix';

/** One image of a plan while it is checked. Its findings are kept apart, so that their order does not depend on luck. @internal */
export class CheckedImage {
  readonly checks: PreflightCheck[] = [];
  /** Digest on the source, by tag. */
  readonly tags = new Map<string, string>();
  /** Digests that are copied besides what the tags mean now. */
  readonly digests = new Set<string>();

  constructor(
    readonly spec: Plan['images'][number],
    /** Path in the target's registry. */
    readonly target: string,
    /** `images[0]` */
    readonly field: string,
  ) {}

  /** The field that says where the image goes. */
  get targetField(): string {
    return `${this.field}.${
      this.spec.targetRepository ? 'targetRepository' : 'repository'
    }`;
  }

  add(check: Omit<PreflightCheck, 'subject'> & { subject?: string }): void {
    this.checks.push({ subject: this.spec.repository, ...check });
  }

  /**
   * What a registry refused, under one of the given ids.
   *
   * @throws what is no RegistryError
   */
  refuse(
    error: unknown,
    options: {
      connection: ClusterConnection;
      field: string;
      ids: { denied: string; other: string };
      message: string;
      level?: PreflightCheck['level'];
    },
  ): void {
    if (!(error instanceof RegistryError)) {
      throw error;
    }
    const { connection, field, ids } = options;
    const unreached = error.code === 'NETWORK' || error.code === 'CANCELED';
    let id = ids.other;
    if (unreached) {
      id = 'image.notChecked';
    } else if (error.code === 'AUTH_FAILED') {
      id = ids.denied;
    } else if (error.code === 'QUOTA') {
      id = 'image.quota';
    }
    this.add({
      id,
      level: unreached ? 'warn' : options.level ?? 'block',
      field,
      message: `${options.message}: ${error.message}`,
      fix: registryFix(error, connection.entityRef),
    });
  }
}
