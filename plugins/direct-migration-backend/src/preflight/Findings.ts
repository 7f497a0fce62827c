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
  Preflight,
  PreflightCheck,
  VolumeInspection,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../errors/MigrationError';

/** Ids of errors whose first word alone does not name what they are about. */
const SUBJECTS = ['target_volume', 'storage_class', 'node_port', 'mover_image'];

/** Collects the checks of one preflight. @internal */
export class Findings {
  readonly #checks: PreflightCheck[] = [];
  readonly #inspections: VolumeInspection[] = [];
  readonly #failed = new Set<string>();
  readonly #forbidden = new Set<string>();

  add(check: PreflightCheck): void {
    this.#checks.push(check);
  }

  /** What is known of the content of a volume. */
  inspected(inspection: VolumeInspection): void {
    this.#inspections.push(inspection);
  }

  /** The missing rules of the cluster are listed: that it forbids something later is no news. `cluster`: its name. */
  rulesListed(cluster: string): void {
    this.#forbidden.add(`Cluster ${cluster}`);
  }

  /** Whether missing rules of the cluster of that name are listed. */
  listsRules(cluster: string): boolean {
    return this.#forbidden.has(`Cluster ${cluster}`);
  }

  /** Whether there is no use in asking the cluster of that name more. */
  hasFailed(cluster: string): boolean {
    return this.#failed.has(`Cluster ${cluster}`);
  }

  /**
   * An error as a blocking check; its id is its code, `VOLUME_NOT_FOUND` → `volume.notFound`. When the cluster as a whole
   * fails, this is said once.
   */
  block(error: unknown, about: { subject: string; field?: string }): void {
    if (!(error instanceof MigrationError)) {
      throw error;
    }
    const { code, cluster } = error;
    if (cluster) {
      const forbidden = code === 'CLUSTER_FORBIDDEN';
      if (
        this.#failed.has(cluster) ||
        (forbidden && this.#forbidden.has(cluster))
      ) {
        return;
      }
      if (!forbidden) {
        this.#failed.add(cluster);
      }
    }
    this.add({
      id: toId(error.code),
      level: 'block',
      subject: about.subject,
      field: about.field,
      message: error.message,
      fix: error.hint,
    });
  }

  /** What stops the migration first, then warnings, then the rest. */
  result(): Preflight {
    const order = { block: 0, warn: 1, info: 2 };
    return {
      blocked: this.#checks.some(check => check.level === 'block'),
      checks: [...this.#checks].sort((a, b) => order[a.level] - order[b.level]),
      ...(this.#inspections.length > 0 && { inspections: this.#inspections }),
    };
  }
}

function toId(code: string): string {
  const lower = code.toLowerCase();
  const subject =
    SUBJECTS.find(s => lower.startsWith(`${s}_`)) ?? lower.split('_')[0];
  const camel = (text: string) =>
    text.replace(/_(.)/g, (_, c) => c.toUpperCase());
  return `${camel(subject)}.${camel(lower.slice(subject.length + 1))}`;
}
