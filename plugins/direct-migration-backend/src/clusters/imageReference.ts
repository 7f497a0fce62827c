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

/** An image reference, taken apart. @internal */
export interface ImageReference {
  /** `host[:port]`; absent where the reference names none. */
  host?: string;
  repository: string;
  tag?: string;
  digest?: string;
}

/**
 * Takes `host[:port]/path[:tag][@digest]` apart.
 *
 * @internal
 */
export function parseImageReference(reference: string): ImageReference {
  const [withoutDigest, digest] = reference.split('@', 2);
  const slash = withoutDigest.indexOf('/');
  const first = withoutDigest.slice(0, Math.max(slash, 0));
  // As docker has it: only what looks like a host is one.
  const host = /[.:]/.test(first) || first === 'localhost' ? first : undefined;
  const path = host ? withoutDigest.slice(slash + 1) : withoutDigest;
  const [repository, tag] = path.split(':', 2);
  return { host, repository, tag, digest };
}
