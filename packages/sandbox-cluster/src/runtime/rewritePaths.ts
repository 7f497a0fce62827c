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
 * From a path inside a container to the path on this machine.
 * @internal
 */
export interface PathMapping {
  from: string;
  to: string;
}

/**
 * Exchanges a container's paths in an argument or an environment value: the whole value, or what follows `--option=`,
 * when it is a mapped path or lies under one. The longest mapping wins.
 * @internal
 */
export function rewritePaths(value: string, mappings: PathMapping[]): string {
  const option = /^(--?[\w.-]+=)(.*)$/s.exec(value);
  return option
    ? option[1] + rewritePath(option[2], mappings)
    : rewritePath(value, mappings);
}

function rewritePath(path: string, mappings: PathMapping[]): string {
  const [best] = mappings
    .map(m => ({ ...m, from: m.from.replace(/\/+$/, '') }))
    .filter(m => m.from && (path === m.from || path.startsWith(`${m.from}/`)))
    .sort((a, b) => b.from.length - a.from.length);
  return best ? best.to + path.slice(best.from.length) : path;
}

/**
 * Expands `$(NAME)` as kubelet does: unknown names stay as they are, `$$` stands for `$`.
 * @internal
 */
export function expandVariables(
  text: string,
  variables: Record<string, string>,
): string {
  return text.replace(/\$\$|\$\(([^()]*)\)/g, (match, name) => {
    if (match === '$$') return '$';
    return Object.hasOwn(variables, name) ? variables[name] : match;
  });
}
