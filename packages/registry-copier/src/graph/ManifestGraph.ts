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

import type { BlobDescriptor, BlobPlace } from '../blobs/readBlob';
import { DOCKER_LIST, OCI_INDEX } from '../client/mediaTypes';
import type { Manifest } from '../client/Manifest';
import type { Platform } from '../model/Platform';
import { isDigest } from '../model/reference';
import { RegistryError } from '../model/RegistryError';
import { choosePlatforms, narrowIndex } from './choosePlatforms';
import { parseManifest } from './parseManifest';
import type { ParsedManifest } from './parseManifest';

const MAX_DEPTH = 8;

/** A manifest with everything below it. */
export interface ManifestNode extends Manifest {
  parsed: ParsedManifest;
  children: ManifestNode[];
  /** Of an index that was narrowed to some platforms: what the source has. */
  sourceDigest?: string;
  /** Platforms that were asked for and are not in this index. */
  missingPlatforms?: string[];
  /** An index with images, none of which is for a platform that was asked for. */
  none?: RegistryError;
}

/** All manifests at and below a node, children first, each once. */
export function manifestsOf(...roots: ManifestNode[]): ManifestNode[] {
  const found = new Map<string, ManifestNode>();
  const visit = (node: ManifestNode) => {
    if (!found.has(node.digest)) {
      node.children.forEach(visit);
      found.set(node.digest, node);
    }
  };
  roots.forEach(visit);
  return [...found.values()];
}

/** All blobs at and below some nodes, each once. */
export function blobsOf(...roots: ManifestNode[]): BlobDescriptor[] {
  const found = new Map<string, BlobDescriptor>();
  for (const node of manifestsOf(...roots)) {
    node.parsed.blobs.forEach(blob => found.set(blobKey(blob), blob));
  }
  return [...found.values()];
}

/** Blobs are the same if digest and size are; one with a wrong size must not spoil the right one. */
export function blobKey(blob: BlobDescriptor): string {
  return `${blob.digest}/${blob.size}`;
}

/**
 * The manifests of one source repository, each read once.
 *
 * @internal
 */
export class ManifestGraph {
  private readonly nodes = new Map<string, Promise<ManifestNode>>();
  private referrersApi = true;

  constructor(
    private readonly place: BlobPlace,
    /** Which parts of indexes; all if empty. */
    private readonly platforms: Platform[] = [],
  ) {}

  /**
   * The manifest that a tag or digest names, and all below it.
   *
   * @throws RegistryError also when a part of an index is missing, or all its images are for other platforms
   */
  async load(reference: string): Promise<ManifestNode> {
    const node = await this.loadPart(reference, 0);
    if (node.none) {
      throw node.none;
    }
    return node;
  }

  /** Signatures, attestations and other manifests whose subject is one of these, and theirs, by the referrers API. */
  async referrers(nodes: ManifestNode[], depth = 0): Promise<ManifestNode[]> {
    const { client, repository } = this.place;
    const found: ManifestNode[] = [];
    // The source knows nothing of an index that was narrowed here.
    for (const node of nodes.filter(({ sourceDigest }) => !sourceDigest)) {
      const listed = this.referrersApi
        ? await client.listReferrers(repository, node.digest)
        : undefined;
      if (!listed) {
        this.referrersApi = false;
        return found;
      }
      for (const descriptor of listed as { digest?: unknown }[]) {
        if (isDigest(descriptor?.digest)) {
          const referrer = await this.load(descriptor.digest);
          found.push(referrer);
          if (depth < MAX_DEPTH) {
            found.push(...(await this.referrers([referrer], depth + 1)));
          }
        }
      }
    }
    return found;
  }

  private async loadPart(
    reference: string,
    depth: number,
  ): Promise<ManifestNode> {
    const known = this.nodes.get(reference);
    if (known) {
      return await known;
    }
    const loading = this.read(reference, depth);
    if (isDigest(reference)) {
      this.nodes.set(reference, loading);
    }
    const node = await loading;
    if (!this.nodes.has(node.digest)) {
      this.nodes.set(node.digest, loading);
    }
    return node;
  }

  private async read(reference: string, depth: number): Promise<ManifestNode> {
    const { client, repository } = this.place;
    const what = `${client.host}/${repository}${
      isDigest(reference) ? '@' : ':'
    }${reference}`;
    if (depth > MAX_DEPTH) {
      throw new RegistryError({
        code: 'UNSUPPORTED',
        message: `${what}: more than ${MAX_DEPTH} indexes inside each other`,
      });
    }
    const manifest = await client.getManifest(repository, reference);
    const parsed = parseManifest(manifest.bytes, manifest.mediaType, what);
    const isIndex = [OCI_INDEX, DOCKER_LIST].includes(parsed.mediaType);
    const chosen =
      isIndex && this.platforms.length
        ? choosePlatforms(manifest.bytes, this.platforms, what)
        : undefined;
    const stays = ({ digest }: BlobDescriptor) =>
      chosen?.kept.has(digest) ?? true;
    const children: ManifestNode[] = [];
    const changed = new Map<string, { digest: string; size: number }>();
    for (const child of parsed.children.filter(stays)) {
      const node = await this.part(child.digest, depth, what);
      if (node.none) {
        chosen?.kept.delete(child.digest);
        continue;
      }
      children.push(node);
      if (node.digest !== child.digest) {
        const { digest, bytes } = node;
        changed.set(child.digest, { digest, size: bytes.length });
      }
    }
    const node: ManifestNode = {
      ...manifest,
      mediaType: parsed.mediaType,
      parsed,
      children,
      missingPlatforms: chosen?.missing,
    };
    const complete = parsed.children.every(stays) && parsed.blobs.every(stays);
    if (!chosen || (complete && !changed.size)) {
      return node;
    }
    return {
      ...node,
      none: chosen.none,
      ...narrowIndex(manifest, chosen.kept, changed),
      parsed: { ...parsed, blobs: parsed.blobs.filter(stays) },
      sourceDigest: manifest.digest,
    };
  }

  private async part(
    digest: string,
    depth: number,
    what: string,
  ): Promise<ManifestNode> {
    try {
      return await this.loadPart(digest, depth + 1);
    } catch (error) {
      if (error instanceof RegistryError && error.status === 404) {
        throw new RegistryError({
          code: 'NOT_FOUND',
          message: `${what}: its part ${digest} is not in the repository`,
          hint: 'Push the whole multi-platform image to the source again; images are copied whole.',
          status: 404,
          cause: error,
        });
      }
      throw error;
    }
  }
}
