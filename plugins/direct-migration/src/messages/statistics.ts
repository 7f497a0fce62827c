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

/** The page of statistics. */
export const statisticsMessages = {
  period: 'Period',
  days: 'Last {{number}} days',
  loading: 'Loading statistics',
  empty: {
    title: 'No migrations in this time',
    description: 'Choose a longer period, or take filters away.',
  },
  tiles: {
    label: 'In total',
    runs: 'Runs',
    successRate: 'Success rate',
    bytes: 'Data moved',
    duration: 'Average duration',
    unfinished: 'Not finished yet',
    problems: 'With failures',
  },
  charts: {
    runs: 'Runs per day',
    runsWeekly: 'Runs per week',
    bytes: 'Data moved per day',
    bytesWeekly: 'Data moved per week',
    successRate: 'Success rate per day',
    successRateWeekly: 'Success rate per week',
    duration: 'Average duration per day',
    durationWeekly: 'Average duration per week',
  },
  day: 'Day (UTC)',
  week: 'Week from (UTC)',
  outcome: {
    succeeded: 'Succeeded',
    partiallyFailed: 'Partially failed',
    failed: 'Failed',
    canceled: 'Canceled',
    unfinished: 'Not finished',
  },
  pairs: {
    title: 'By pair of clusters',
    pair: 'Clusters',
  },
} as const;
