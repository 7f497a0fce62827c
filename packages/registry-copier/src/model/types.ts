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

import type { CopyEvent } from './events';
import type { CopyError } from './RegistryError';

/**
 * How to reach one registry.
 *
 * @public
 */
export interface RegistryConfig {
  /** CA certificates (PEM) that the registry's certificate must come from; the system's if absent. */
  ca?: string;
  username?: string;
  password?: string;
  /** Speak plain HTTP. Only for registries on a network that nobody else reaches. */
  insecureHttp?: boolean;
  /** `host:port` to connect to instead of resolving the registry's name; the name is still what TLS verifies. */
  address?: string;
  /**
   * Called before each connection to a host that {@link RegistryConfig.address} does not stand for, also one that the registry
   * names: its token service, its storage. Gives the `host:port` to connect to instead, if any. What it throws ends the
   * request; a `RegistryError` that is not retryable is how to refuse a host.
   */
  resolve?: (host: string) => Promise<string | undefined>;
}

/**
 * One repository to copy.
 *
 * @public
 */
export interface ImageCopy {
  /** `host[:port]/path`, without tag or digest. */
  source: string;
  /** `host[:port]/path`, without tag or digest. */
  target: string;
  /**
   * Which tags; all if absent, none if empty. Signatures and other companions of the chosen images come along, unless
   * {@link ImageCopy.excludeTags} names them.
   */
  tags?: string[];
  /** Globs (`*`, `?`, `[a-z]`, `[!a-z]`) of the tags to copy, instead of {@link ImageCopy.tags}. */
  includeTags?: string[];
  /** Globs of tags to leave out. */
  excludeTags?: string[];
  /** Images by digest besides the tags, the oldest first. */
  digests?: DigestCopy[];
  /** Default {@link PlanOptions.platforms}. */
  platforms?: string[];
  /** Default {@link PlanOptions.existing}. */
  existing?: ExistingTagPolicy;
}

/**
 * One image by its digest.
 *
 * - Without a tag it is copied without one.
 * - With a tag that is copied as well, it is an older image of that tag: it is written under the tag just before the
 *   newer ones, once the newest is sure to follow, so that a registry which keeps a history of tags gets it; without
 *   moving a tag that is up to date.
 * - With any other tag, the last one listed becomes the tag's image on the target.
 *
 * @public
 */
export interface DigestCopy {
  digest: string;
  tag?: string;
}

/**
 * What to do with a tag that the target has with another image: replace it, fail that tag, or leave it as it is. A tag
 * that has one of the older images which are copied with it is always moved on.
 *
 * @public
 */
export type ExistingTagPolicy = 'overwrite' | 'refuse' | 'skip';

/**
 * How often and how long to try again.
 *
 * @public
 */
export interface RetryOptions {
  /** Tries in all for one blob or request; default 6. Waiting on a rate limit counts a quarter. */
  attempts?: number;
  /** Mean of the first wait, in milliseconds; doubles each time; default 500. */
  baseDelayMs?: number;
  /** Longest wait, in milliseconds; default 30,000. */
  maxDelayMs?: number;
}

/**
 * Input of {@link planImages}.
 *
 * @public
 */
export interface PlanOptions {
  /** Keyed by the `host[:port]` that references use. */
  registries: Record<string, RegistryConfig>;
  copies: ImageCopy[];
  /** How many blobs are moved at a time per registry at most, 1 to 64; default 8. Fewer while a registry says it is too much. */
  concurrency?: number;
  /** Content of blobs read from all registries together, in bytes per second, 65,536 at least; unlimited if absent. */
  bandwidthLimit?: number;
  /** Default `overwrite`. */
  existing?: ExistingTagPolicy;
  /**
   * Which platforms of indexes (multi-platform images), `os/architecture[/variant]`; default all, byte for byte. An index
   * that loses a part is another index: **it has another digest on the target**, and signatures of the whole are not
   * valid for it. Attestations of the chosen images stay. Images of a single platform are copied as they are.
   */
  platforms?: string[];
  /** Stops everything within two seconds; the call then rejects with `CANCELED`. */
  signal?: AbortSignal;
  retry?: RetryOptions;
  /** A connection on which nothing moves for so long is broken, in milliseconds; default 60,000. */
  idleTimeoutMs?: number;
  onEvent?: (event: CopyEvent) => void;
}

/**
 * Input of {@link copyImages}.
 *
 * @public
 */
export interface CopyOptions extends PlanOptions {
  /** Shortest time between two `progress` events, in milliseconds; default 1,000. */
  progressIntervalMs?: number;
}

/**
 * What {@link copyImages} would do with one tag.
 *
 * @public
 */
export interface PlannedTag {
  source: string;
  target: string;
  /** As in {@link TagReport}. */
  tag: string;
  action: 'create' | 'overwrite' | 'unchanged' | 'skip' | 'fail';
  /** Digest that the target will have. */
  digest?: string;
  /** In the source, where it is another one because platforms were chosen. */
  sourceDigest?: string;
  /** Digest that the target has under the tag now. */
  targetDigest?: string;
  mediaType?: string;
  /** Sum of all blobs of the image, each once, in bytes. */
  bytes?: number;
  error?: CopyError;
}

/**
 * One blob in one target repository.
 *
 * @public
 */
export interface PlannedBlob {
  digest: string;
  bytes: number;
  /** `host[:port]/path`. */
  target: string;
  action: 'upload' | 'mount' | 'present';
}

/**
 * What {@link copyImages} would do.
 *
 * @public
 */
export interface CopyPlan {
  tags: PlannedTag[];
  /** Largest first. A planned mount that the registry refuses becomes an upload. */
  blobs: PlannedBlob[];
  bytesToUpload: number;
  blobsToUpload: number;
  blobsToMount: number;
  blobsPresent: number;
}
