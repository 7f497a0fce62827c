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

import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { StoredItem } from '../database/StoredItem';

/**
 * Counts what ends, for whoever collects Backstage's metrics. Labels are few on purpose: no names, and nobody's ref.
 */
export class ItemMetrics {
  readonly #count;
  readonly #duration;
  readonly #bytes;

  constructor(metrics: MetricsService) {
    this.#count = metrics.createCounter('direct_migration.item.count', {
      description: 'Volumes, images and steps of an application that ended',
    });
    this.#duration = metrics.createHistogram('direct_migration.item.duration', {
      description: 'From the begin of the first attempt to the end of the last',
      unit: 's',
    });
    this.#bytes = metrics.createCounter('direct_migration.item.bytes', {
      description: 'What items had done of their content when they ended',
      unit: 'By',
    });
  }

  /** @param item - as it ended, at `at` */
  ended(item: StoredItem, at: Date): void {
    const { kind, step, state, startedAt, progress } = item;
    const labels = { kind, step, result: state };
    this.#count.add(1, labels);
    if (startedAt) {
      this.#duration.record(
        (at.getTime() - startedAt.getTime()) / 1000,
        labels,
      );
    }
    if (progress) {
      this.#bytes.add(progress.bytesDone, labels);
    }
  }
}
