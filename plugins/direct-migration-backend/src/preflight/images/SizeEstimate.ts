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

import type { RegistryClient } from '@direct-migration/registry-copier';

/** More manifests than this are not read: an estimate is not worth more. */
const MAX_MANIFESTS = 500;

interface Descriptor {
  digest?: string;
  size?: number;
}

/** Adds up the distinct blobs of what is read; the manifests have to be asked for anyway. @internal */
export class SizeEstimate {
  readonly #blobs = new Map<string, number>();
  readonly #manifests = new Map<string, Promise<string>>();
  #complete = true;

  /** @returns the digest that the reference means; throws RegistryError, `NOT_FOUND` where it means nothing */
  async add(
    registry: RegistryClient,
    repository: string,
    reference: string,
  ): Promise<string> {
    const { digest, bytes } = await registry.getManifest(repository, reference);
    await this.#addManifest(registry, repository, bytes);
    return digest;
  }

  /** For people; nothing while nothing was read. */
  describe(): string | undefined {
    if (!this.#blobs.size) {
      return undefined;
    }
    let bytes = [...this.#blobs.values()].reduce((sum, size) => sum + size, 0);
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    let unit = 0;
    while (bytes >= 1024 && unit < units.length - 1) {
      bytes /= 1024;
      unit += 1;
    }
    return `${this.#complete ? '' : 'at least '}${Number(bytes.toFixed(1))} ${
      units[unit]
    } in ${this.#blobs.size} blobs`;
  }

  async #addManifest(
    registry: RegistryClient,
    repository: string,
    bytes: Buffer,
  ): Promise<void> {
    let manifest: {
      config?: Descriptor;
      layers?: Descriptor[];
      manifests?: Descriptor[];
    };
    try {
      manifest = JSON.parse(bytes.toString());
    } catch {
      this.#complete = false;
      return;
    }
    for (const blob of [manifest.config, ...(manifest.layers ?? [])]) {
      if (blob?.digest) {
        this.#blobs.set(blob.digest, Number(blob.size) || 0);
      }
    }
    for (const child of manifest.manifests ?? []) {
      await this.#addChild(registry, repository, child.digest);
    }
  }

  async #addChild(
    registry: RegistryClient,
    repository: string,
    digest: string | undefined,
  ): Promise<void> {
    if (!digest || this.#manifests.has(digest)) {
      return;
    }
    if (this.#manifests.size >= MAX_MANIFESTS) {
      this.#complete = false;
      return;
    }
    const reading = this.add(registry, repository, digest);
    this.#manifests.set(digest, reading);
    // A child that is missing is found by the copy, which names it; here it only makes the estimate smaller.
    await reading.catch(() => {
      this.#complete = false;
    });
  }
}
