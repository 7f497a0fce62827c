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

const PLATFORM = /^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9_.]+)?$/;

/** What an image is when it does not say its variant. */
const IMPLIED_VARIANTS: Record<string, string> = { arm64: 'v8', arm: 'v7' };

/** `os/architecture[/variant]`, as in an index. */
export interface RawPlatform {
  os?: unknown;
  architecture?: unknown;
  variant?: unknown;
}

/**
 * A platform that somebody asks for. Without a variant it stands for all variants.
 *
 * @internal
 */
export class Platform {
  readonly #os: string;
  readonly #architecture: string;
  readonly #variant?: string;

  /** @throws Error that says how a platform is written */
  constructor(readonly text: string) {
    if (typeof text !== 'string' || !PLATFORM.test(text)) {
      throw new Error(
        `${JSON.stringify(
          text,
        )} is not a platform: expected os/architecture[/variant], for example linux/arm64/v8`,
      );
    }
    [this.#os, this.#architecture, this.#variant] = text.split('/');
  }

  /** Whether an image of an index is for this platform. */
  matches({ os, architecture, variant }: RawPlatform): boolean {
    const actual = variant || IMPLIED_VARIANTS[String(architecture)];
    return (
      os === this.#os &&
      architecture === this.#architecture &&
      (this.#variant === undefined || actual === this.#variant)
    );
  }
}
