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

/**
 * The program that stands for an image.
 * @public
 */
export interface SandboxImage {
  /** Started in place of the image's entrypoint; `args` of the container are appended. */
  command: string[];
  /**
   * The entrypoint that the image has in a real cluster: a container whose `command` is this runs the program above. Any
   * other `command` of a container replaces the program.
   */
  entrypoint?: string[];
  env?: Record<string, string>;
}

/**
 * Which images the cluster can run.
 * @internal
 */
export class ImageCatalog {
  readonly #images: Record<string, SandboxImage>;
  readonly #inert: string[];

  constructor(options: {
    images?: Record<string, SandboxImage>;
    inertImages?: string[];
  }) {
    this.#images = options.images ?? {};
    this.#inert = options.inertImages ?? [];
  }

  /** The program of an image, `inert` for one that only seems to run, undefined for one that cannot be pulled. */
  find(image: string): SandboxImage | 'inert' | undefined {
    if (this.#images[image]) {
      return this.#images[image];
    }
    const pattern = Object.keys(this.#images).find(p => matches(p, image));
    if (pattern) {
      return this.#images[pattern];
    }
    return this.#inert.some(p => matches(p, image)) ? 'inert' : undefined;
  }
}

function matches(pattern: string, image: string): boolean {
  return pattern.endsWith('*')
    ? image.startsWith(pattern.slice(0, -1))
    : pattern === image;
}
