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

/**
 * What one repository of the target has, asked for as little as possible. Where one tag is there already, the others most
 * likely are, too, and are asked for one by one. Where it is not, the list says which others are not either.
 *
 * @internal
 */
export class TargetTags {
  readonly #client: RegistryClient;
  readonly #repository: string;
  #first?: { tag: string; digest: Promise<string | undefined> };
  #listed?: Promise<Set<string> | undefined>;
  #absent = false;

  constructor(client: RegistryClient, repository: string) {
    this.#client = client;
    this.#repository = repository;
  }

  /** Begins to ask for the first of the tags that will be asked for. */
  expect(tag: string | undefined): void {
    if (tag !== undefined) {
      this.#first ??= { tag, digest: this.#head(tag) };
      // Who asks for this tag gets the error.
      this.#first.digest.catch(() => {});
    }
  }

  /** The digest under a tag. */
  async digestOf(tag: string): Promise<string | undefined> {
    if (tag === this.#first?.tag) {
      return await this.#first.digest;
    }
    const listed = await this.#list();
    return listed && !listed.has(tag) ? undefined : await this.#head(tag);
  }

  /** Whether the repository has this manifest. */
  async hasManifest(digest: string): Promise<boolean> {
    return (await this.#head(digest)) !== undefined;
  }

  /** Whether the registry says that it has no such repository, or none with a tag. */
  async isAbsent(): Promise<boolean> {
    await this.#list();
    return this.#absent;
  }

  async #head(reference: string): Promise<string | undefined> {
    return (await this.#client.headManifest(this.#repository, reference))
      ?.digest;
  }

  /** All tags, if it was of use to ask for them. */
  async #list(): Promise<Set<string> | undefined> {
    const { digest = Promise.resolve('') } = this.#first ?? {};
    // An error may be of that tag alone; asking for others shows.
    if ((await digest.catch(() => '')) !== undefined) {
      return undefined;
    }
    this.#listed ??= this.#read();
    return await this.#listed;
  }

  async #read(): Promise<Set<string> | undefined> {
    try {
      const tags = await this.#client.listTags(this.#repository);
      this.#absent = !tags.length;
      return new Set(tags);
    } catch (error) {
      this.#absent =
        error instanceof RegistryError && error.code === 'NOT_FOUND';
      // Any other error may be of the list alone; asking for single tags shows.
      return this.#absent ? new Set() : undefined;
    }
  }
}
