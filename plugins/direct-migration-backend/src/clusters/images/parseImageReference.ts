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

const HOST =
  /^(?:\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::[0-9]{1,5})?$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** An image reference, taken apart. @internal */
export interface ImageReferenceParts {
  /** `host[:port]`, lower case; absent where the reference names none. */
  host?: string;
  /** Path in the registry. */
  repository: string;
  tag?: string;
  digest?: string;
}

/**
 * Takes `host[:port]/path[:tag][@digest]` apart, as docker does it: only what looks like a host is one.
 *
 * @returns the parts, or in words why the text is no reference
 * @internal
 */
export function parseImageReference(
  text: string,
): ImageReferenceParts | { problem: string } {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const name = at < 0 ? text : text.slice(0, at);
  if (digest !== undefined && !DIGEST.test(digest)) {
    return { problem: `'${digest}' is not the digest of an image` };
  }
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const hasHost =
    /[.:A-Z]/.test(first) || first === 'localhost' || first.startsWith('[');
  if (hasHost && !HOST.test(first)) {
    return { problem: `'${first}' is not the host of a registry` };
  }
  const path = hasHost ? name.slice(slash + 1) : name;
  const colon = path.indexOf(':');
  const repository = colon < 0 ? path : path.slice(0, colon);
  const tag = colon < 0 ? undefined : path.slice(colon + 1);
  if (
    repository.length > 255 ||
    !repository.split('/').every(part => COMPONENT.test(part))
  ) {
    return {
      problem: `'${repository}' is not the path of an image repository`,
    };
  }
  if (tag !== undefined && !TAG.test(tag)) {
    return { problem: `'${tag}' is not a valid image tag` };
  }
  return {
    ...(hasHost && { host: first.toLocaleLowerCase('en-US') }),
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}
