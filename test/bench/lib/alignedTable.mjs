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

/** Lines of cells, headings first, as a Markdown table whose columns line up. */
export function alignedTable(lines) {
  const widths = lines[0].map((_, i) =>
    Math.max(...lines.map(line => line[i].length)),
  );
  const print = line =>
    `| ${line.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const [head, ...rest] = lines;
  return [
    print(head),
    `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`,
    ...rest.map(print),
  ].join('\n');
}
