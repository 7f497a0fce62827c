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

import type { RegistryConfig, RetryOptions } from '../model/types';
import { BlobApi } from './BlobApi';
import type { Manifest } from './Manifest';
import { ManifestApi } from './ManifestApi';
import { readPages } from './readPages';
import { ReferrersApi } from './ReferrersApi';
import { RegistryHttp } from './RegistryHttp';
import type { RateLimit } from './RateLimit';
import { RegistryLoad } from './RegistryLoad';
import { retry, retryPolicy } from './retry';
import type { RetryPolicy } from './retry';

/**
 * One registry. Every method tries again by itself, renews tokens, and ends within the time limits.
 *
 * @public
 */
export class RegistryClient {
  /** `host[:port]` as given. */
  readonly host: string;
  /** @internal */
  readonly blobs: BlobApi;
  /** @internal */
  readonly policy: RetryPolicy;
  /** @internal */
  readonly load: RegistryLoad;
  /** @internal */
  readonly rateLimit?: RateLimit;
  private readonly http: RegistryHttp;
  private readonly signal?: AbortSignal;
  private readonly manifests: ManifestApi;
  private readonly referrers: ReferrersApi;

  constructor(options: {
    /** `host[:port]` */
    host: string;
    config: RegistryConfig;
    signal?: AbortSignal;
    retry?: RetryOptions;
    /** In milliseconds; default 60,000. */
    idleTimeoutMs?: number;
    /** How many blobs are moved at a time at most, and how many other requests are made besides; default 8. */
    concurrency?: number;
    /**
     * What content of blobs is read under, together with others; none if absent.
     *
     * @internal
     */
    rateLimit?: RateLimit;
  }) {
    const { host, concurrency = 8 } = options;
    this.host = host;
    this.load = new RegistryLoad(concurrency);
    this.rateLimit = options.rateLimit;
    this.http = new RegistryHttp({
      ...options,
      onAnswer: status => this.load.answered(status),
    });
    this.blobs = new BlobApi(this.http);
    const retried = <T>(attempt: () => Promise<T>) => this.retried(attempt);
    this.manifests = new ManifestApi(host, this.http, retried);
    this.referrers = new ReferrersApi(this.http, retried);
    this.policy = retryPolicy(options.retry);
    this.signal = options.signal;
  }

  /**
   * Whether the registry is there and takes the credentials.
   *
   * @throws RegistryError `NETWORK`, `TLS`, `AUTH_FAILED`, …
   */
  async ping(): Promise<void> {
    await this.retried(async () => {
      await (
        await this.http.request({
          method: 'GET',
          url: '/v2/',
          scopes: [],
          expect: [200],
        })
      ).drop();
    });
  }

  /** Throws unless it answers, whatever the credentials are worth; finds out how it wants to be asked. @internal */
  async reach(): Promise<void> {
    await this.retried(() => this.http.reach());
  }

  /**
   * All tags, sorted.
   *
   * @throws RegistryError `NOT_FOUND` when the repository does not exist
   */
  async listTags(repository: string): Promise<string[]> {
    const tags = new Set<string>();
    const pages = readPages({
      http: this.http,
      path: `/v2/${repository}/tags/list?n=1000`,
      scopes: [`repository:${repository}:pull`],
      accept: 'application/json',
      expect: [200],
      retried: attempt => this.retried(attempt),
    });
    for await (const { body } of pages) {
      const listed = (body as { tags?: unknown } | undefined)?.tags;
      if (Array.isArray(listed)) {
        listed.forEach(tag => typeof tag === 'string' && tags.add(tag));
      }
    }
    return [...tags].sort((a, b) => (a < b ? -1 : 1));
  }

  /** What a tag or digest names; `undefined` when there is none. `size` is in bytes, -1 if unknown. */
  async headManifest(
    repository: string,
    reference: string,
  ): Promise<{ digest: string; mediaType: string; size: number } | undefined> {
    return await this.manifests.head(repository, reference);
  }

  /**
   * Reads a manifest and verifies its digest.
   *
   * @throws RegistryError `NOT_FOUND`, `CORRUPT`, …
   */
  async getManifest(repository: string, reference: string): Promise<Manifest> {
    return await this.manifests.get(repository, reference);
  }

  /**
   * Writes a manifest under a tag or its digest.
   *
   * @returns whether the registry itself lists it as a referrer of its subject
   * @throws RegistryError `CORRUPT` when the registry computes another digest
   */
  async putManifest(
    repository: string,
    reference: string,
    manifest: Manifest,
  ): Promise<{ subjectListed: boolean }> {
    return await this.manifests.put(repository, reference, manifest);
  }

  /**
   * Whether the credentials may push into a repository: begins an upload and takes it back.
   *
   * @throws RegistryError `AUTH_FAILED`, `QUOTA`, …
   */
  async probePush(repository: string): Promise<void> {
    const upload = await this.retried(() => this.blobs.start({ repository }));
    await this.blobs.cancel(upload);
  }

  /**
   * The descriptors that the referrers API lists for a digest; `undefined` when the registry has no such API. That is
   * found out once.
   */
  async listReferrers(
    repository: string,
    digest: string,
  ): Promise<unknown[] | undefined> {
    return await this.referrers.list(repository, digest);
  }

  /**
   * Whether the repository has a blob.
   *
   * @internal
   */
  async hasBlob(repository: string, digest: string): Promise<boolean> {
    return await this.retried(() => this.blobs.exists(repository, digest));
  }

  /** Breaks all connections; the client is of no use afterwards. */
  async close(): Promise<void> {
    await this.http.close();
  }

  private async retried<T>(attempt: () => Promise<T>): Promise<T> {
    return await retry(() => this.load.requests.run(attempt), {
      policy: this.policy,
      signal: this.signal,
    });
  }
}
