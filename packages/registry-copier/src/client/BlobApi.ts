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

import type { HttpResponse } from '../http/HttpTransport';
import type { StreamedBody } from '../http/writeBody';
import { RegistryError } from '../model/RegistryError';
import type { RegistryHttp } from './RegistryHttp';

const OCTETS = 'application/octet-stream';

/** An upload that was begun; it is gone once committed or canceled. */
export interface Upload {
  repository: string;
  location: URL;
}

/**
 * The blob requests of the registry API, one try each.
 *
 * @internal
 */
export class BlobApi {
  /** Whether the registry takes no blob in the request that commits it; found out by the first try. */
  wholeRefused = false;
  /** Whether the registry takes no pieces of blobs; found out by the first try. */
  piecesRefused = false;

  constructor(private readonly http: RegistryHttp) {}

  /** Whether the repository has the blob. */
  async exists(repository: string, digest: string): Promise<boolean> {
    const response = await this.http.request({
      method: 'HEAD',
      url: `/v2/${repository}/blobs/${digest}`,
      scopes: [`repository:${repository}:pull,push`],
      // A storage service behind the registry may not know HEAD, but we are sent there only for blobs that exist.
      expect: [200, 403, 404, 405],
    });
    await response.drop();
    if (
      !response.redirected &&
      response.status !== 200 &&
      response.status !== 404
    ) {
      throw await this.http.errorOf(response);
    }
    return response.status !== 404;
  }

  /**
   * Reads a blob from `offset` on.
   *
   * @returns where the first byte really lies (0 when the registry does not know ranges), the length of what comes as
   * far as it says so, and the bytes
   */
  async open(options: {
    repository: string;
    digest: string;
    offset: number;
    signal?: AbortSignal;
  }): Promise<{
    start: number;
    length?: number;
    chunks: AsyncIterableIterator<Buffer>;
  }> {
    const { repository, digest, offset, signal } = options;
    const response = await this.http.request({
      method: 'GET',
      url: `/v2/${repository}/blobs/${digest}`,
      scopes: [`repository:${repository}:pull`],
      headers: {
        'accept-encoding': 'identity',
        ...(offset ? { range: `bytes=${offset}-` } : {}),
      },
      signal,
      expect: offset ? [200, 206] : [200],
    });
    const length = response.header('content-length');
    const range = /^bytes (\d+)-/.exec(response.header('content-range') ?? '');
    return {
      start: response.status === 206 ? Number(range?.[1] ?? offset) : 0,
      length:
        length === undefined || response.header('content-encoding')
          ? undefined
          : Number(length),
      chunks: response.chunks(),
    };
  }

  /** Asks the registry to link a blob from another of its repositories. */
  async mount(options: {
    repository: string;
    digest: string;
    from: string;
    signal?: AbortSignal;
  }): Promise<'mounted' | Upload | undefined> {
    const { repository, digest, from, signal } = options;
    const query = new URLSearchParams({ mount: digest, from });
    try {
      const response = await this.http.request({
        method: 'POST',
        url: `/v2/${repository}/blobs/uploads/?${query}`,
        scopes: [
          `repository:${repository}:pull,push`,
          `repository:${from}:pull`,
        ],
        body: new Uint8Array(),
        signal,
        expect: [201, 202],
      });
      await response.drop();
      if (response.status === 201) {
        return 'mounted';
      }
      const location = response.header('location');
      return location
        ? { repository, location: this.resolve(location) }
        : undefined;
    } catch (error) {
      if (
        error instanceof RegistryError &&
        (error.code === 'AUTH_FAILED' || (error.status ?? 500) < 500) &&
        error.status !== 429
      ) {
        return undefined;
      }
      throw error;
    }
  }

  /** Begins an upload. */
  async start(options: {
    repository: string;
    signal?: AbortSignal;
  }): Promise<Upload> {
    const { repository, signal } = options;
    const response = await this.http.request({
      method: 'POST',
      url: `/v2/${repository}/blobs/uploads/`,
      scopes: scopesOf(repository),
      body: new Uint8Array(),
      signal,
      expect: [202],
    });
    await response.drop();
    return {
      repository,
      location: this.resolve(response.header('location'), response.what),
    };
  }

  /** How many bytes of an upload the registry has, and where to send the next; `undefined` when it does not say. */
  async progressOf(
    upload: Upload,
    signal?: AbortSignal,
  ): Promise<{ offset: number; upload: Upload } | undefined> {
    const response = await this.http.request({
      method: 'GET',
      url: upload.location,
      scopes: scopesOf(upload.repository),
      signal,
      expect: [200, 202, 204, 400, 404, 405, 501],
    });
    await response.drop();
    const range = /^(?:bytes=)?0-(\d+)$/.exec(response.header('range') ?? '');
    // `0-0` stands for one byte as well as for none.
    if (response.status >= 300 || !range || range[1] === '0') {
      return undefined;
    }
    return {
      offset: Number(range[1]) + 1,
      upload: this.next(upload, response),
    };
  }

  /**
   * Sends a piece; nothing of it counts before {@link BlobApi.commit}.
   *
   * @param options - `offset`: what the registry has already
   */
  async send(
    upload: Upload,
    options: {
      body: Uint8Array | StreamedBody;
      offset: number;
      signal?: AbortSignal;
    },
  ): Promise<Upload> {
    const { body, offset, signal } = options;
    const range = `${offset}-${offset + body.length - 1}`;
    const response = await this.http.request({
      method: 'PATCH',
      url: upload.location,
      scopes: scopesOf(upload.repository),
      headers: {
        'content-type': OCTETS,
        ...(offset ? { 'content-range': range } : {}),
      },
      body,
      signal,
      expect: [201, 202, 204],
    });
    await response.drop();
    return this.next(upload, response);
  }

  /** Makes the upload a blob; with `body`, sends all of it in this request. */
  async commit(
    upload: Upload,
    options: {
      digest: string;
      body?: Uint8Array | StreamedBody;
      signal?: AbortSignal;
    },
  ): Promise<void> {
    const url = new URL(upload.location);
    // Added as text, since parsing would write the rest of the query, which is the registry's own, in another way.
    url.search += `${url.search ? '&' : '?'}digest=${encodeURIComponent(
      options.digest,
    )}`;
    const response = await this.http.request({
      method: 'PUT',
      url,
      scopes: scopesOf(upload.repository),
      headers: { 'content-type': OCTETS },
      body: options.body ?? new Uint8Array(),
      signal: options.signal,
      expect: [201, 204],
    });
    await response.drop();
  }

  /** Takes an upload back, as well as it can be done within a second. */
  async cancel(upload: Upload): Promise<void> {
    try {
      const response = await this.http.request({
        method: 'DELETE',
        url: upload.location,
        scopes: scopesOf(upload.repository),
        signal: AbortSignal.timeout(1_000),
        expect: [200, 202, 204, 404, 405],
      });
      await response.drop();
    } catch {
      // Registries remove abandoned uploads by themselves.
    }
  }

  private next(upload: Upload, response: HttpResponse): Upload {
    const location = response.header('location');
    return location
      ? {
          ...upload,
          location: this.resolve(location, response.what, upload.location),
        }
      : upload;
  }

  private resolve(
    location: string | undefined,
    what = 'POST',
    from = this.http.base,
  ): URL {
    if (!location) {
      throw new RegistryError({
        code: 'UNSUPPORTED',
        message: `${what}: the registry does not say where to upload to`,
      });
    }
    return this.http.resolve(location, from);
  }
}

function scopesOf(repository: string): string[] {
  return [`repository:${repository}:pull,push`];
}
