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

import styles from './BarChart.module.css';

const LABEL_WIDTH = 64;

/** Props of {@link ChartAxes}. */
export interface ChartAxesProps {
  ticks: Array<{ y: number; text: string }>;
  labels: Array<{ x: number; text: string }>;
  /** Where the plot begins, in pixels. */
  left: number;
  width: number;
  height: number;
}

/** Lines with their values, and as many labels below as there is room for. */
export function ChartAxes(props: ChartAxesProps) {
  const { ticks, labels, left, width, height } = props;
  const room = Math.max(1, Math.floor((width - left) / LABEL_WIDTH));
  const every = Math.max(1, Math.ceil(labels.length / room));
  return (
    <g>
      {ticks.map(({ y, text }) => (
        <g key={y}>
          <line className={styles.grid} x1={left} x2={width} y1={y} y2={y} />
          <text className={styles.tick} x={left - 8} y={y} dy="0.32em">
            {text}
          </text>
        </g>
      ))}
      {labels.map(({ x, text }, index) =>
        // Counted from the end: today is the day that one looks for.
        (labels.length - 1 - index) % every === 0 ? (
          <text
            key={text}
            className={styles.label}
            x={Math.min(x, width - LABEL_WIDTH / 2 + 8)}
            y={height - 4}
          >
            {text}
          </text>
        ) : null,
      )}
    </g>
  );
}
