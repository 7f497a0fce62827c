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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { useElementWidth } from '../../hooks/useElementWidth';
import { directMigrationTranslationRef } from '../../translation';
import styles from './BarChart.module.css';
import { ChartAxes } from './ChartAxes';
import { niceTicks } from './niceTicks';

/** What a part of a bar means; also its colour. */
export interface ChartSeries {
  id: string;
  label: string;
  tone: 'success' | 'warning' | 'danger' | 'info' | 'muted' | 'accent';
}

/** One bar. */
export interface ChartPoint {
  /** Below it. */
  label: string;
  /** One for each series; `undefined` where there is nothing to tell. */
  values: Array<number | undefined>;
}

/** Props of {@link BarChart}. */
export interface BarChartProps {
  /** What it shows, for who can't see it. */
  label: string;
  points: ChartPoint[];
  series: ChartSeries[];
  format: (value: number) => string;
  /** Smallest distance of the lines behind it; 1 for counts. */
  minStep?: number;
  /** Values are seconds: the lines behind it are whole minutes or hours. */
  isDuration?: boolean;
  /** Top of the axis, where it does not depend on the values. */
  max?: number;
}

const HEIGHT = 190;
const TOP = 8;
const BOTTOM = 22;
const LEFT = 64;
const MAX_BAR = 28;

/** Stacked bars. The numbers are in the table that comes with it, see `ChartCard`; this is a picture of them. */
export function BarChart(props: BarChartProps) {
  const { label, points, series, format, minStep, isDuration, max } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const { ref, width } = useElementWidth<HTMLDivElement>(600);
  const [active, setActive] = useState<number>();

  const sums = points.map(({ values }) =>
    values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
  );
  const largest = max ?? Math.max(0, ...sums);
  const unit = isDuration ? unitOf(largest) : 1;
  const ticks = niceTicks(largest / unit, minStep).map(tick => tick * unit);
  const top = ticks[ticks.length - 1];
  const plotWidth = Math.max(40, width - LEFT);
  const plotHeight = HEIGHT - TOP - BOTTOM;
  const slot = plotWidth / Math.max(1, points.length);
  const bar = Math.max(1, Math.min(MAX_BAR, slot * 0.7));
  const y = (value: number) => TOP + plotHeight * (1 - value / top);
  const center = (index: number) => LEFT + slot * (index + 0.5);

  const bars = points.map(({ values }, index) => {
    let below = 0;
    return values.map((value = 0, which) => {
      const from = below;
      below += value;
      return value > 0 ? (
        <rect
          key={series[which].id}
          className={styles.bar}
          data-tone={series[which].tone}
          data-dimmed={(active !== undefined && active !== index) || undefined}
          x={center(index) - bar / 2}
          width={bar}
          y={y(below)}
          // What is small must still be seen.
          height={Math.max(1.5, y(from) - y(below))}
        />
      ) : null;
    });
  });

  const shown = active === undefined ? undefined : points[active];
  return (
    <div className={styles.root} ref={ref}>
      <div className={styles.head}>
        {series.length > 1 && (
          <ul className={styles.legend}>
            {series.map(({ id, label: name, tone }) => (
              <li key={id} className={styles.key} data-tone={tone}>
                {name}
              </li>
            ))}
          </ul>
        )}
        <p className={styles.readout} aria-hidden="true">
          {shown &&
            [
              shown.label,
              ...series.flatMap(({ label: name }, which) => {
                const value = shown.values[which];
                return value === undefined || (value === 0 && series.length > 1)
                  ? []
                  : [
                      series.length > 1
                        ? t('chart.value', { name, value: format(value) })
                        : format(value),
                    ];
              }),
            ].join(' · ')}
        </p>
      </div>
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={HEIGHT}
        onPointerLeave={() => setActive(undefined)}
      >
        <ChartAxes
          ticks={ticks.map(value => ({ y: y(value), text: format(value) }))}
          labels={points.map(({ label: text }, index) => ({
            x: center(index),
            text,
          }))}
          left={LEFT}
          width={width}
          height={HEIGHT}
        />
        {bars}
        {points.map((point, index) => (
          <rect
            key={point.label}
            x={LEFT + slot * index}
            y={TOP}
            width={slot}
            height={plotHeight}
            fill="transparent"
            onPointerEnter={() => setActive(index)}
            onPointerDown={() => setActive(index)}
          />
        ))}
      </svg>
    </div>
  );
}

function unitOf(seconds: number): number {
  if (seconds > 2 * 3600) {
    return 3600;
  }
  return seconds > 2 * 60 ? 60 : 1;
}
