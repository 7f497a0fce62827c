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

const BYTE_UNITS = [
  'byte',
  'kilobyte',
  'megabyte',
  'gigabyte',
  'terabyte',
  'petabyte',
] as const;

/** A number of bytes for people, in powers of 1,000: `12.3 MB`. */
export function formatBytes(bytes: number, locale?: string): string {
  const { value, unit } = scaleBytes(bytes);
  return format(value, unit, locale);
}

/** Bytes per second for people: `12.3 MB/s`. */
export function formatRate(bytesPerSecond: number, locale?: string): string {
  const { value, unit } = scaleBytes(bytesPerSecond);
  return format(value, `${unit}-per-second`, locale);
}

/** Seconds for people, in the two largest units that matter: `2 min`, `1 hr 5 min`. */
export function formatDuration(seconds: number, locale?: string): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) {
    return format(whole, 'second', locale);
  }
  const minutes = Math.ceil(whole / 60);
  if (minutes < 60) {
    return format(minutes, 'minute', locale);
  }
  const hours = format(Math.floor(minutes / 60), 'hour', locale);
  return minutes % 60
    ? `${hours} ${format(minutes % 60, 'minute', locale)}`
    : hours;
}

/** A moment in the reader's own time zone. */
export function formatTime(isoTime: string, locale?: string): string {
  return new Date(isoTime).toLocaleString(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
}

function scaleBytes(bytes: number) {
  let value = Math.max(0, bytes);
  let index = 0;
  // 999.95 would be written as 1,000.0 of the smaller unit.
  while (value >= 999.95 && index < BYTE_UNITS.length - 1) {
    value /= 1000;
    index += 1;
  }
  return {
    value: index === 0 ? Math.round(value) : value,
    unit: BYTE_UNITS[index],
  };
}

function format(value: number, unit: string, locale?: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 100 ? 1 : 0,
  }).format(value);
}
