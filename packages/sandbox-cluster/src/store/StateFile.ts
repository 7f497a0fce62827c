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

import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ObjectStore } from './ObjectStore';
import { ResourceRegistry } from './ResourceRegistry';

const DELAY_MS = 200;

/**
 * Keeps the objects of a store in a file, soon after every change.
 * @internal
 */
export class StateFile {
  readonly #store: ObjectStore;
  readonly #file: string;
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(options: { store: ObjectStore; file: string }) {
    this.#store = options.store;
    this.#file = options.file;
  }

  /** Whether there was a state to go on from. */
  load(registry: ResourceRegistry): boolean {
    if (!existsSync(this.#file)) {
      return false;
    }
    this.#store.restore(
      JSON.parse(readFileSync(this.#file, 'utf8')),
      (apiVersion, kind) => registry.byKind(apiVersion, kind),
    );
    return true;
  }

  start(): void {
    this.#unsubscribe = this.#store.subscribe(() => {
      this.#timer ??= setTimeout(() => this.#write(), DELAY_MS);
    });
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#write();
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    mkdirSync(dirname(this.#file), { recursive: true });
    const next = `${this.#file}.next`;
    writeFileSync(next, JSON.stringify(this.#store.snapshot()), {
      mode: 0o600,
    });
    renameSync(next, this.#file);
  }
}
