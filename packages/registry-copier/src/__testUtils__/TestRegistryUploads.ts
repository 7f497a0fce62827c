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

import { randomUUID } from 'node:crypto';
import { sha256 } from './images';
import type { TestRegistryContent } from './TestRegistryContent';
import type { Answer, SeenRequest } from './testRegistryTypes';

const UPLOADS = /^\/v2\/(.+)\/blobs\/uploads\/$/;
const UPLOAD = /^\/v2\/(.+)\/blobs\/uploads\/([0-9a-f-]+)$/;

const failure = (status: number, code: string): Answer => ({
  status,
  body: JSON.stringify({ errors: [{ code, message: code.toLowerCase() }] }),
});

/** The uploads of a registry in memory. */
export class TestRegistryUploads {
  /** Begun and neither committed nor canceled. */
  readonly begun = new Map<string, Buffer>();

  constructor(private readonly content: TestRegistryContent) {}

  /** The right answer, if the request is about an upload. */
  answer(seen: SeenRequest, url: URL, body: Buffer): Answer | undefined {
    const [, name, id] =
      UPLOADS.exec(url.pathname) ?? UPLOAD.exec(url.pathname) ?? [];
    if (name === undefined) {
      return undefined;
    }
    if (seen.method === 'POST') {
      return this.mount(name, url) ?? this.begin(name);
    }
    const before = this.begun.get(id);
    if (!before || url.searchParams.get('_state') !== 'a b~c') {
      return failure(404, 'BLOB_UPLOAD_UNKNOWN');
    }
    switch (seen.method) {
      case 'GET':
        return {
          status: 204,
          headers: {
            location: this.location(name, id),
            ...this.rangeOf(before.length),
          },
        };
      case 'DELETE':
        this.begun.delete(id);
        return { status: 204 };
      case 'PATCH':
        return this.append(seen, { name, id, body });
      default:
        return this.commit(url, { name, id, body });
    }
  }

  /** What had arrived of a piece when the connection broke. */
  keep(url: URL, body: Buffer): void {
    const id = UPLOAD.exec(url.pathname)?.[2] ?? '';
    const before = this.begun.get(id);
    if (before) {
      this.begun.set(id, Buffer.concat([before, body]));
    }
  }

  private mount(name: string, url: URL): Answer | undefined {
    const digest = url.searchParams.get('mount');
    if (!digest) {
      return undefined;
    }
    const { mountRefused } = this.content.options;
    const bytes = this.content.repositories
      .get(url.searchParams.get('from')!)
      ?.blobs.get(digest);
    if (bytes && !mountRefused) {
      this.content.repository(name).blobs.set(digest, bytes);
      return { status: 201 };
    }
    return mountRefused && mountRefused !== 202
      ? { status: mountRefused }
      : undefined;
  }

  private begin(name: string): Answer {
    const id = randomUUID();
    this.begun.set(id, Buffer.alloc(0));
    return { status: 202, headers: { location: this.location(name, id) } };
  }

  private append(
    seen: SeenRequest,
    { name, id, body }: { name: string; id: string; body: Buffer },
  ): Answer {
    const { piecesRefused } = this.content.options;
    if (piecesRefused) {
      return failure(piecesRefused, 'UNSUPPORTED');
    }
    const before = this.begun.get(id)!;
    const start = Number(/^(\d+)-/.exec(seen.contentRange ?? '0-')?.[1] ?? -1);
    if (seen.contentRange && start !== before.length) {
      return { status: 416, headers: this.rangeOf(before.length) };
    }
    const now = Buffer.concat([before, body]);
    this.begun.set(id, now);
    return {
      status: 202,
      headers: {
        location: this.location(name, id),
        ...this.rangeOf(now.length),
      },
    };
  }

  private commit(
    url: URL,
    { name, id, body }: { name: string; id: string; body: Buffer },
  ): Answer {
    const { wholeRefused } = this.content.options;
    if (body.length && wholeRefused) {
      return failure(wholeRefused, 'UNSUPPORTED');
    }
    const now = Buffer.concat([this.begun.get(id)!, body]);
    const digest = url.searchParams.get('digest')!;
    if (sha256(now) !== digest && !this.content.options.trusting) {
      return failure(400, 'DIGEST_INVALID');
    }
    this.begun.delete(id);
    this.content.repository(name).blobs.set(digest, now);
    return { status: 201 };
  }

  private rangeOf(length: number): Record<string, string> {
    const { uploadRange } = this.content.options;
    if (uploadRange === undefined) {
      return { range: `0-${Math.max(0, length - 1)}` };
    }
    const lie =
      typeof uploadRange === 'number'
        ? `0-${length - 1 + uploadRange}`
        : uploadRange;
    return lie ? { range: lie } : {};
  }

  private location(name: string, id: string): string {
    const { hosts, options } = this.content;
    const { tls, absoluteLocation, uploadsElsewhere } = options;
    const path = `/v2/${name}/blobs/uploads/${id}?_state=a%20b~c`;
    const scheme = tls && absoluteLocation !== 'plainHttp' ? 'https' : 'http';
    const to = uploadsElsewhere ? hosts.storage : hosts.registry;
    return absoluteLocation || uploadsElsewhere
      ? `${scheme}://${to}${path}`
      : path;
  }
}
