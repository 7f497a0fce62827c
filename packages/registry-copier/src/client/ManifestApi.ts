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

import { createHash } from 'node:crypto';
import { isDigest } from '../model/reference';
import { RegistryError } from '../model/RegistryError';
import type { Manifest } from './Manifest';
import { ACCEPT_MANIFESTS, mediaTypeOf } from './mediaTypes';
import type { RegistryHttp } from './RegistryHttp';

/** Registries take manifests of 4 MiB at most. */
const MANIFEST_LIMIT = 4 * 1024 * 1024;

/**
 * The manifest requests of the registry API.
 *
 * @internal
 */
export class ManifestApi {
  readonly #host: string;
  readonly #http: RegistryHttp;
  readonly #retried: <T>(attempt: () => Promise<T>) => Promise<T>;

  /** @param host - how errors name the registry */
  constructor(
    host: string,
    http: RegistryHttp,
    retried: <T>(attempt: () => Promise<T>) => Promise<T>,
  ) {
    this.#host = host;
    this.#http = http;
    this.#retried = retried;
  }

  /** What a tag or digest names; `undefined` when there is none. `size` is in bytes, -1 if unknown. */
  async head(
    repository: string,
    reference: string,
  ): Promise<{ digest: string; mediaType: string; size: number } | undefined> {
    const response = await this.#retried(async () => {
      const answer = await this.#http.request({
        method: 'HEAD',
        url: `/v2/${repository}/manifests/${reference}`,
        scopes: pull(repository),
        headers: { accept: ACCEPT_MANIFESTS },
        expect: [200, 404, 405],
      });
      await answer.drop();
      return answer;
    });
    if (response.status === 404) {
      return undefined;
    }
    const digest = response.header('docker-content-digest');
    if (response.status === 200 && isDigest(digest)) {
      return {
        digest,
        mediaType: mediaTypeOf(response.header('content-type')),
        size: Number(response.header('content-length') ?? -1),
      };
    }
    try {
      const { bytes, mediaType, ...manifest } = await this.get(
        repository,
        reference,
      );
      return { digest: manifest.digest, mediaType, size: bytes.length };
    } catch (error) {
      if (error instanceof RegistryError && error.code === 'NOT_FOUND') {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * Reads a manifest and verifies its digest.
   *
   * @throws RegistryError `NOT_FOUND`, `CORRUPT`, …
   */
  async get(repository: string, reference: string): Promise<Manifest> {
    return await this.#retried(async () => {
      const response = await this.#http.request({
        method: 'GET',
        url: `/v2/${repository}/manifests/${reference}`,
        scopes: pull(repository),
        headers: { accept: ACCEPT_MANIFESTS, 'accept-encoding': 'identity' },
        expect: [200],
      });
      const bytes = await response.bytes(MANIFEST_LIMIT);
      const said = response.header('docker-content-digest');
      const wanted = isDigest(reference) ? reference : said;
      const algorithm = isDigest(wanted)
        ? wanted.slice(0, wanted.indexOf(':'))
        : 'sha256';
      const digest = `${algorithm}:${createHash(algorithm)
        .update(bytes)
        .digest('hex')}`;
      if (isDigest(wanted) && digest !== wanted) {
        throw new RegistryError({
          code: 'CORRUPT',
          message: `${response.what}: the manifest is ${digest}, not ${wanted}`,
          retryable: true,
        });
      }
      return {
        bytes,
        digest,
        mediaType: mediaTypeOf(response.header('content-type')),
      };
    });
  }

  /**
   * Writes a manifest under a tag or its digest.
   *
   * @returns whether the registry itself lists it as a referrer of its subject
   * @throws RegistryError `CORRUPT` when the registry computes another digest
   */
  async put(
    repository: string,
    reference: string,
    manifest: Manifest,
  ): Promise<{ subjectListed: boolean }> {
    return await this.#retried(async () => {
      const response = await this.#http.request({
        method: 'PUT',
        url: `/v2/${repository}/manifests/${reference}`,
        scopes: [`repository:${repository}:pull,push`],
        headers: { 'content-type': manifest.mediaType },
        body: manifest.bytes,
        expect: [200, 201, 202, 204],
      });
      await response.drop();
      const digest = response.header('docker-content-digest');
      if (
        isDigest(digest) &&
        digest.startsWith(manifest.digest.slice(0, 7)) &&
        digest !== manifest.digest
      ) {
        throw new RegistryError({
          code: 'CORRUPT',
          message: `${response.what}: ${
            this.#host
          } stored ${digest} instead of ${manifest.digest}`,
          hint: 'The target registry changes manifests; switch that off.',
        });
      }
      return { subjectListed: response.header('oci-subject') !== undefined };
    });
  }
}

function pull(repository: string): string[] {
  return [`repository:${repository}:pull`];
}
