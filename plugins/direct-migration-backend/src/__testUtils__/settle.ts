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

import type { FakeClock } from './FakeClock';

const MAX_TURNS = 20_000;

async function turn(): Promise<void> {
  await new Promise<void>(resolve => {
    setImmediate(resolve);
  });
}

/** Waits until something is so, however long the machine takes; the test's own timeout is the only limit. */
export async function until<T>(
  check: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (;;) {
    const value = await check();
    if (value) {
      return value;
    }
    await turn();
  }
}

/** Lets fake time pass in small steps until something is so; each step leaves room for the database to answer. */
export async function advanceUntil<T>(
  clock: FakeClock,
  check: () => T | undefined | false | Promise<T | undefined | false>,
  stepMs = 250,
): Promise<T> {
  for (let turns = 0; turns < MAX_TURNS; turns++) {
    const value = await check();
    if (value) {
      return value;
    }
    clock.advance(stepMs);
    for (let i = 0; i < 3; i++) {
      await turn();
    }
  }
  throw new Error(`Not so after ${(MAX_TURNS * stepMs) / 1000} s of fake time`);
}
