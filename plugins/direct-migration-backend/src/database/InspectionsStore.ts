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

import type { LossKind } from '@direct-migration/backstage-plugin-direct-migration-common';

/** What was found on a volume. Sizes are bytes. */
export interface Inspection {
  /** Under which circumstances the losses were looked for; they hold for no others. */
  question: string;
  inspectedAt: Date;
  /** All entries but directories. */
  files: number;
  directories: number;
  /** What it needs, hard links counted once. */
  inodes: number;
  /** Apparent size. */
  bytes: number;
  /** What it occupies. */
  allocatedBytes: number;
  /** `false`: there was no time to look at everything. */
  complete: boolean;
  losses: { kind: LossKind; count: number; examples: string[] }[];
  notInspected: string[];
}

/** What was last found on volumes, by the uids of their claims. */
export interface InspectionsStore {
  keep(claimUid: string, inspection: Inspection): Promise<void>;
  get(claimUid: string): Promise<Inspection | undefined>;
}
