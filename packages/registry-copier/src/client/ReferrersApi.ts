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

import { OCI_INDEX } from './mediaTypes';
import { readPages } from './readPages';
import type { RegistryHttp } from './RegistryHttp';

/** Answers of a registry that does not know the API at all; others may be about one repository or manifest. */
const UNKNOWN_API = [404, 405, 501];

/**
 * The referrers API of a registry, as far as it has one.
 *
 * @internal
 */
export class ReferrersApi {
  readonly #http: RegistryHttp;
  readonly #retried: <T>(attempt: () => Promise<T>) => Promise<T>;
  #probe?: Promise<unknown>;
  #known?: boolean;

  constructor(
    http: RegistryHttp,
    retried: <T>(attempt: () => Promise<T>) => Promise<T>,
  ) {
    this.#http = http;
    this.#retried = retried;
  }

  /** The descriptors that are listed for a digest; `undefined` when there is no such API, which is found out once. */
  async list(
    repository: string,
    digest: string,
  ): Promise<unknown[] | undefined> {
    if (this.#known === undefined) {
      await this.#probe?.catch(() => {});
    }
    if (this.#known === false) {
      return undefined;
    }
    const reading = this.#read(repository, digest);
    this.#probe ??= reading;
    return await reading;
  }

  async #read(
    repository: string,
    digest: string,
  ): Promise<unknown[] | undefined> {
    const found: unknown[] = [];
    const pages = readPages({
      http: this.#http,
      path: `/v2/${repository}/referrers/${digest}`,
      scopes: [`repository:${repository}:pull`],
      accept: OCI_INDEX,
      expect: [200, 400, 403, 404, 405, 406, 501],
      retried: this.#retried,
    });
    for await (const { status, body } of pages) {
      const { manifests } = (body ?? {}) as { manifests?: unknown };
      if (status !== 200 || !Array.isArray(manifests)) {
        if (UNKNOWN_API.includes(status)) {
          this.#known ??= false;
        }
        return undefined;
      }
      this.#known = true;
      found.push(...manifests);
    }
    return found;
  }
}
