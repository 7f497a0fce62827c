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
 * Round values from 0 to at least `max`, for the axis of a chart.
 * @param max - largest value shown
 * @param minStep - smallest distance that makes sense, 1 for counts
 */
export function niceTicks(max: number, minStep = 0): number[] {
  if (!(max > 0)) {
    return [0, minStep || 1];
  }
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    minStep,
    [1, 2, 5, 10].map(factor => factor * power).find(s => s >= rough)!,
  );
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
