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
  CallOptions,
  ImageReferencesService,
  MigrationsService,
} from './types';

/** For whoever may read the migration; for others it is as if it were not there. */
export class AuthorizedImageReferencesService
  implements ImageReferencesService
{
  readonly #inner: ImageReferencesService;
  readonly #migrations: MigrationsService;

  /** @param options - `migrations` is authorized */
  constructor(options: {
    inner: ImageReferencesService;
    migrations: MigrationsService;
  }) {
    this.#inner = options.inner;
    this.#migrations = options.migrations;
  }

  async get(migrationId: string, options: CallOptions) {
    await this.#migrations.get(migrationId, options);
    return this.#inner.get(migrationId, options);
  }
}
