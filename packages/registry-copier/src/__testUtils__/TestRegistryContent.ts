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

import { sha256 } from './images';
import { TestRegistryUploads } from './TestRegistryUploads';
import type {
  Answer,
  SeenRequest,
  TestRegistryOptions,
  TestRepository,
} from './testRegistryTypes';

const BLOB = /^\/v2\/(.+)\/blobs\/(sha\d+:[0-9a-f]+)$/;
const MANIFEST = /^\/v2\/(.+)\/manifests\/([^/]+)$/;
const TAGS = /^\/v2\/(.+)\/tags\/list$/;
const REFERRERS = /^\/v2\/(.+)\/referrers\/(.+)$/;

/** What a registry in memory holds, and what it answers to those who may ask. */
export class TestRegistryContent {
  readonly repositories = new Map<string, TestRepository>();
  readonly hosts = { registry: '', storage: '' };
  readonly uploads: TestRegistryUploads;

  constructor(private readonly behaviour: TestRegistryOptions) {
    this.uploads = new TestRegistryUploads(this);
  }

  get options(): TestRegistryOptions {
    return this.behaviour;
  }

  repository(name: string): TestRepository {
    const repository = this.repositories.get(name) ?? {
      manifests: new Map(),
      tags: new Map(),
      blobs: new Map(),
    };
    this.repositories.set(name, repository);
    return repository;
  }

  /** The right answer. */
  answer(
    seen: SeenRequest,
    url: URL,
    request: { body: Buffer; mediaType: string },
  ): Answer {
    let match = BLOB.exec(url.pathname);
    if (match) {
      return this.blob(seen, url, match);
    }
    const upload = this.uploads.answer(seen, url, request.body);
    if (upload) {
      return upload;
    }
    match = MANIFEST.exec(url.pathname);
    if (match) {
      return this.manifest(seen, match, request);
    }
    match = TAGS.exec(url.pathname);
    if (match) {
      return this.tagList(url, match[1]);
    }
    match = REFERRERS.exec(url.pathname);
    if (match && this.behaviour.referrersApi) {
      const [, name, subject] = match;
      const manifests = [...this.repository(name).manifests].flatMap(
        ([digest, { bytes, mediaType }]) =>
          JSON.parse(bytes.toString()).subject?.digest === subject
            ? [{ mediaType, digest, size: bytes.length }]
            : [],
      );
      return {
        status: 200,
        body: JSON.stringify({ schemaVersion: 2, manifests }),
      };
    }
    return { status: url.pathname === '/v2/' ? 200 : 404, body: '{}' };
  }

  private tagList(url: URL, name: string): Answer {
    if (!this.repositories.has(name)) {
      return {
        status: 404,
        body: '{"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known"}]}',
      };
    }
    const all = [...this.repository(name).tags.keys()].sort();
    const { pageSize = 1000 } = this.behaviour;
    const from = all.indexOf(url.searchParams.get('last') ?? '') + 1;
    const tags = all.slice(from, from + pageSize);
    const more = from + pageSize < all.length;
    return {
      status: 200,
      headers: more
        ? {
            link: `</v2/${name}/tags/list?n=${pageSize}&last=${tags.at(
              -1,
            )}>; rel="next"`,
          }
        : undefined,
      body: JSON.stringify({ name, tags: tags.length ? tags : null }),
    };
  }

  private blob(
    seen: SeenRequest,
    url: URL,
    [, name, digest]: RegExpExecArray,
  ): Answer {
    const bytes = this.repositories.get(name)?.blobs.get(digest);
    if (!bytes) {
      return {
        status: 404,
        body: '{"errors":[{"code":"BLOB_UNKNOWN","message":"blob unknown to registry"}]}',
      };
    }
    if (
      this.behaviour.redirectBlobs &&
      seen.host === 'registry' &&
      seen.method === 'GET'
    ) {
      const scheme = this.behaviour.tls ? 'https' : 'http';
      return {
        status: 307,
        headers: {
          location: `${scheme}://${this.hosts.storage}${url.pathname}?signature=secret`,
        },
      };
    }
    const asked = Number(/^bytes=(\d+)-$/.exec(seen.range ?? '')?.[1] ?? 0);
    const start = Math.max(0, asked + (this.behaviour.rangesOffBy ?? 0));
    if (asked && !this.behaviour.ignoreRange) {
      const headers = {
        'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
      };
      return { status: 206, headers, body: bytes.subarray(start) };
    }
    return {
      status: 200,
      headers:
        seen.method === 'HEAD'
          ? { 'content-length': String(bytes.length) }
          : undefined,
      body: bytes,
    };
  }

  private manifest(
    seen: SeenRequest,
    [, name, reference]: RegExpExecArray,
    request: { body: Buffer; mediaType: string },
  ): Answer {
    if (seen.method === 'PUT') {
      const missing = this.missingParts(name, request.body);
      seen.missing = missing;
      if (missing && !this.behaviour.trusting) {
        return {
          status: 400,
          body: `{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","message":"${missing}"}]}`,
        };
      }
      const digest = sha256(request.body);
      this.repository(name).manifests.set(digest, {
        bytes: request.body,
        mediaType: request.mediaType,
      });
      if (!reference.startsWith('sha256:')) {
        this.repository(name).tags.set(reference, digest);
      }
      const { subject } = JSON.parse(request.body.toString());
      return {
        status: 201,
        headers: {
          'docker-content-digest': digest,
          ...(subject && this.behaviour.referrersApi
            ? { 'oci-subject': subject.digest }
            : {}),
        },
      };
    }
    const repository = this.repositories.get(name);
    const digest = repository?.tags.get(reference) ?? reference;
    const found = repository?.manifests.get(digest);
    if (!found) {
      return {
        status: 404,
        body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}',
      };
    }
    return {
      status: 200,
      headers: {
        'content-type': found.mediaType,
        'docker-content-digest': digest,
        'content-length': String(found.bytes.length),
      },
      body: found.bytes,
    };
  }

  /** Like real registries: a manifest is taken only when everything in it is there. */
  private missingParts(name: string, bytes: Buffer): string | undefined {
    const {
      config,
      layers = [],
      manifests = [],
    } = JSON.parse(bytes.toString());
    const { blobs, manifests: known } = this.repository(name);
    const parts: { digest: string; urls?: string[] }[] = [
      ...(config ? [config] : []),
      ...layers,
    ];
    return (
      parts.find(({ digest, urls }) => !urls && !blobs.has(digest))?.digest ??
      (manifests as { digest: string }[]).find(
        ({ digest }) => !known.has(digest) && !blobs.has(digest),
      )?.digest
    );
  }
}
