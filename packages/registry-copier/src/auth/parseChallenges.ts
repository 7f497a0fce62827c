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

/** One way to log in that a registry offers. */
export interface Challenge {
  /** Lower case: `basic`, `bearer`. */
  scheme: string;
  /** Names in lower case. */
  parameters: Record<string, string>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(
  `^\\s*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))\\s*(?:,|$)`,
);
const SCHEME = new RegExp(`^[\\s,]*(${TOKEN})(?:\\s+|,|$)`);

/** Reads a `WWW-Authenticate` header with any number of challenges. Reads as far as it makes sense. */
export function parseChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  let rest = header.slice(0, 8192);
  while (rest) {
    const parameter = PARAMETER.exec(rest);
    if (parameter && challenges.length) {
      const [all, name, quoted, plain] = parameter;
      challenges.at(-1)!.parameters[name.toLowerCase()] =
        quoted?.replace(/\\(.)/g, '$1') ?? plain;
      rest = rest.slice(all.length);
      continue;
    }
    const scheme = SCHEME.exec(rest);
    if (!scheme) {
      break;
    }
    challenges.push({ scheme: scheme[1].toLowerCase(), parameters: {} });
    rest = rest.slice(scheme[0].length);
  }
  return challenges;
}
