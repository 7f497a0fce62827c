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
import type { RegistryClient } from '../client/RegistryClient';
import { OCI_INDEX } from '../client/mediaTypes';
import { manifestsOf } from '../graph/ManifestGraph';
import type { ManifestNode } from '../graph/ManifestGraph';
import { RegistryError } from '../model/RegistryError';
import type { TagUnit } from '../plan/Plan';

interface IndexJson {
  manifests?: { digest?: string }[];
}

/**
 * Writes manifests and tags to one registry, in an order in which everything that is named is there.
 *
 * @internal
 */
export class TagWriter {
  private readonly written = new Map<
    string,
    Promise<{ subjectListed: boolean }>
  >();
  private readonly fallbacks = new Map<string, Promise<void>>();

  constructor(
    private readonly options: {
      client: RegistryClient;
      log: (level: 'info' | 'warn', message: string) => void;
    },
  ) {}

  /**
   * Writes the image of a unit under its tag, or by its digest, reads it back, then writes its referrers. All blobs must
   * be there.
   *
   * @param tag - none: by digest alone
   * @param sourceTags - the tags that the target gets from the source, whose content is not ours to make
   * @throws RegistryError
   */
  async write(
    unit: TagUnit,
    tag: string | undefined,
    sourceTags: Set<string>,
  ): Promise<void> {
    const { repository } = unit.copy.target;
    const root = unit.root!;
    if (unit.action !== 'unchanged') {
      await this.writeAll(repository, root.children);
      const reference = tag ?? root.digest;
      await this.options.client.putManifest(repository, reference, root);
      await this.verify(repository, reference, root);
    }
    const unlisted: ManifestNode[] = [];
    for (const referrer of unit.referrers) {
      if (unit.missingReferrers.includes(referrer)) {
        await this.writeAll(repository, referrer.children);
        if (!(await this.writeOnce(repository, referrer)).subjectListed) {
          unlisted.push(referrer);
        }
      } else {
        unlisted.push(referrer);
      }
    }
    for (const subject of new Set(
      unlisted.map(({ parsed }) => parsed.subject),
    )) {
      const fallback = subject?.replace(':', '-');
      if (subject && fallback && !sourceTags.has(fallback)) {
        await this.ensureFallback({
          repository,
          subject,
          tag: fallback,
          referrers: unlisted.filter(
            ({ parsed }) => parsed.subject === subject,
          ),
        });
      }
    }
  }

  private async verify(
    repository: string,
    reference: string,
    root: ManifestNode,
  ): Promise<void> {
    const { client } = this.options;
    const now = await client.headManifest(repository, reference);
    const same =
      now?.digest === root.digest ||
      (now &&
        (await client.getManifest(repository, reference)).bytes.equals(
          root.bytes,
        ));
    if (!same) {
      throw new RegistryError({
        code: 'CORRUPT',
        message: `${client.host}/${repository}: ${reference} reads back as ${
          now?.digest ?? 'nothing'
        }, but ${root.digest} was written`,
        hint: 'Somebody else writes this tag at the same time, or the target registry changes manifests.',
      });
    }
  }

  /** Parts before the whole. */
  private async writeAll(
    repository: string,
    nodes: ManifestNode[],
  ): Promise<void> {
    for (const node of manifestsOf(...nodes)) {
      await this.writeOnce(repository, node);
    }
  }

  private async writeOnce(
    repository: string,
    node: ManifestNode,
  ): Promise<{ subjectListed: boolean }> {
    const key = `${repository}@${node.digest}`;
    const writing =
      this.written.get(key) ??
      this.options.client.putManifest(repository, node.digest, node);
    this.written.set(key, writing);
    return await writing;
  }

  /** Without a referrers API, clients find referrers by an index under a tag of the subject's digest. */
  private async ensureFallback(options: {
    repository: string;
    subject: string;
    tag: string;
    referrers: ManifestNode[];
  }): Promise<void> {
    const { repository, subject, tag, referrers } = options;
    const key = `${repository}:${tag}`;
    const before = this.fallbacks.get(key) ?? Promise.resolve();
    const writing = before
      .catch(() => {})
      .then(async () => {
        const { client, log } = this.options;
        if (await client.listReferrers(repository, subject)) {
          return;
        }
        const existing = (await client.headManifest(repository, tag))
          ? await client.getManifest(repository, tag)
          : undefined;
        const index: IndexJson = existing
          ? JSON.parse(existing.bytes.toString('utf8'))
          : { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] };
        const listed = new Set(index.manifests?.map(({ digest }) => digest));
        const missing = referrers.filter(({ digest }) => !listed.has(digest));
        if (!missing.length) {
          return;
        }
        const manifests = [
          ...(index.manifests ?? []),
          ...missing.map(
            ({
              mediaType,
              digest,
              bytes,
              parsed: { artifactType, annotations },
            }) => ({
              mediaType,
              digest,
              size: bytes.length,
              artifactType,
              annotations,
            }),
          ),
        ];
        const bytes = Buffer.from(JSON.stringify({ ...index, manifests }));
        const digest = `sha256:${createHash('sha256')
          .update(bytes)
          .digest('hex')}`;
        await client.putManifest(repository, tag, {
          bytes,
          digest,
          mediaType: OCI_INDEX,
        });
        log(
          'info',
          `${client.host} has no referrers API: ${repository}:${tag} lists ${manifests.length} referrers instead`,
        );
      });
    this.fallbacks.set(key, writing);
    await writing;
  }
}
