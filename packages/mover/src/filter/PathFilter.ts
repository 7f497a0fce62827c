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

import { EXCLUDED } from './excluded';

/** Which files of a volume are moved: patterns as rsync has them, an `include` going before every `exclude`. */
export interface PathFilters {
  include: string[];
  exclude: string[];
}

type Rule = (path: string, isDirectory: boolean) => boolean;

function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\*{2,}|\*|\?|[\\^$.|+()[\]{}]/g, special => {
    if (special === '?') {
      return '[^/]';
    }
    if (special === '*') {
      return '[^/]*';
    }
    return special.startsWith('*') ? '.*' : `\\${special}`;
  });
  return new RegExp(`^${source}$`, 's');
}

/** What rsync's `rule_matches` does, without its character classes and backslashes. */
function toRule(text: string): Rule {
  const bytes = Buffer.from(text).toString('latin1');
  const onlyFolders = bytes.endsWith('/');
  const pattern = onlyFolders ? bytes.slice(0, -1) : bytes;
  const anchored = pattern.startsWith('/');
  const slashes = pattern.split('/').length - 1;
  const anyDepth = pattern.includes('**');
  const anyPrefix = pattern.startsWith('**');
  const andItself = pattern.endsWith('/***');
  const expression = toRegExp(anchored ? pattern.slice(1) : pattern);

  return (path, isDirectory) => {
    if (onlyFolders && !isDirectory) {
      return false;
    }
    const end = andItself && isDirectory ? '/' : '';
    if (slashes === 0 && !anyDepth) {
      return expression.test(path.slice(path.lastIndexOf('/') + 1) + end);
    }
    if (anchored) {
      return expression.test(path + end);
    }
    if (anyPrefix) {
      return expression.test(`/${path}${end}`);
    }
    const names = path.split('/');
    return names.some(
      (_, index) =>
        (anyDepth || names.length - index === slashes + 1) &&
        expression.test(names.slice(index).join('/') + end),
    );
  };
}

/** Whether an entry of a volume is left out. Names are bytes, as latin1 strings. */
export class PathFilter {
  private readonly include: Rule[];
  private readonly exclude: Rule[];

  constructor(filters: PathFilters) {
    this.include = filters.include.map(toRule);
    this.exclude = filters.exclude.map(toRule);
  }

  /** @param path - below the volume's root; the folders that it lies in are not left out */
  excludes(path: string, isDirectory: boolean): boolean {
    const matches = (rule: Rule) => rule(path, isDirectory);
    return (
      EXCLUDED.includes(path) ||
      (!this.include.some(matches) && this.exclude.some(matches))
    );
  }

  /** @param path - below the volume's root, of no folder */
  excludesWithFolders(path: string): boolean {
    for (
      let end = path.indexOf('/');
      end >= 0;
      end = path.indexOf('/', end + 1)
    ) {
      if (this.excludes(path.slice(0, end), true)) {
        return true;
      }
    }
    return this.excludes(path, false);
  }
}

/** The same for rsync. */
export function filterArguments(filters: PathFilters): string[] {
  return [
    ...EXCLUDED.map(name => `--filter=- /${name}`),
    ...filters.include.map(pattern => `--filter=+ ${pattern}`),
    ...filters.exclude.map(pattern => `--filter=- ${pattern}`),
  ];
}
