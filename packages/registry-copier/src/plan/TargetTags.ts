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

import type { RegistryClient } from '../client/RegistryClient';
import { RegistryError } from '../model/RegistryError';

/** Up to so many tags, asking for each takes no more requests than asking for the list. */
const FEW = 2;

/**
 * What one repository of the target has, asked for as little as possible: a repository that does not exist is asked
 * about no single tag, and one that does only about tags which it lists.
 *
 * @internal
 */
export class TargetTags {
  readonly #client: RegistryClient;
  readonly #repository: string;
  #listed?: Promise<Set<string> | undefined>;

  constructor(client: RegistryClient, repository: string) {
    this.#client = client;
    this.#repository = repository;
  }

  /** Gets ready for this many tags. */
  expect(count: number): void {
    if (count > FEW) {
      this.#listed ??= this.#list();
    }
  }

  /** The digest under a tag. */
  async digestOf(tag: string): Promise<string | undefined> {
    const listed = await this.#listed;
    return listed && !listed.has(tag) ? undefined : await this.#head(tag);
  }

  /** Whether the repository has this manifest. */
  async hasManifest(digest: string): Promise<boolean> {
    return (await this.#head(digest)) !== undefined;
  }

  async #head(reference: string): Promise<string | undefined> {
    return (await this.#client.headManifest(this.#repository, reference))
      ?.digest;
  }

  async #list(): Promise<Set<string> | undefined> {
    try {
      return new Set(await this.#client.listTags(this.#repository));
    } catch (error) {
      // Any other error may be of the list alone; asking for single tags shows.
      return error instanceof RegistryError && error.code === 'NOT_FOUND'
        ? new Set()
        : undefined;
    }
  }
}
