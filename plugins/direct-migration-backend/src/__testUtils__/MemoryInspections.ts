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
  Inspection,
  InspectionsStore,
} from '../database/InspectionsStore';

/** Inspections without a database. */
export class MemoryInspections implements InspectionsStore {
  readonly all = new Map<string, Inspection>();

  async keep(claimUid: string, inspection: Inspection): Promise<void> {
    this.all.set(claimUid, inspection);
  }

  async get(claimUid: string): Promise<Inspection | undefined> {
    return this.all.get(claimUid);
  }
}
