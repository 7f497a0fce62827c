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

import { AdaptiveLimiter } from './AdaptiveLimiter';

/** What registries and proxies before them answer when they have too much to do. */
const TOO_BUSY = [429, 500, 502, 503, 504];

/**
 * What is in flight to one registry: blobs, and besides them other requests, so that a tag need not wait for a big blob.
 *
 * @internal
 */
export class RegistryLoad {
  readonly transfers: AdaptiveLimiter;
  readonly requests: AdaptiveLimiter;

  /** @param most - of each */
  constructor(most: number) {
    this.transfers = new AdaptiveLimiter(most);
    this.requests = new AdaptiveLimiter(most);
  }

  /** Learns from the status of an answer. */
  answered(status: number): void {
    for (const limiter of [this.transfers, this.requests]) {
      if (TOO_BUSY.includes(status)) {
        limiter.overloaded();
      } else {
        limiter.succeeded();
      }
    }
  }
}
