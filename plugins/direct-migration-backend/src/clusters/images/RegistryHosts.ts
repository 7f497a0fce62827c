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

import type { ClusterRegistry } from '../types';

/**
 * Under which names a cluster's own registry is known. `registry.example.com:443` and `registry.example.com` are one.
 *
 * @internal
 */
export class RegistryHosts {
  readonly #hosts = new Set<string>();
  readonly #defaultPort: string;

  constructor(registry: ClusterRegistry | undefined) {
    this.#defaultPort = registry?.insecureHttp ? ':80' : ':443';
    registry?.hosts.forEach(host => this.add(host));
  }

  add(host: string | undefined): void {
    if (host) {
      this.#hosts.add(this.#normalize(host));
    }
  }

  has(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(this.#normalize(host));
  }

  #normalize(host: string): string {
    const lower = host.toLocaleLowerCase('en-US');
    return lower.endsWith(this.#defaultPort)
      ? lower.slice(0, -this.#defaultPort.length)
      : lower;
  }
}
