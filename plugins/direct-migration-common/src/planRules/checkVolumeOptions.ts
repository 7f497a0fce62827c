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

import type { PodOptions, VolumeOptions } from '../types';
import { parseQuantity } from './parseQuantity';
import type { ReportProblem } from './PlanProblem';

const LABEL_PREFIX = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
/** What we find our own objects by. */
const OURS = /^(?:direct-migration\.io\/|app\.kubernetes\.io\/managed-by$)/;
const MAX_ANNOTATION = 10_000;

function checkKeys(
  report: ReportProblem,
  values: Record<string, string> | undefined,
  field: string,
  options: { labels: boolean; ours?: boolean },
): void {
  for (const [key, value] of Object.entries(values ?? {})) {
    const at = `${field}.${key}`;
    const [name, prefix, ...more] = key.split('/').reverse();
    if (
      more.length > 0 ||
      !LABEL_NAME.test(name) ||
      (prefix !== undefined && !LABEL_PREFIX.test(prefix))
    ) {
      report({ field: at, rule: 'keyInvalid', values: { key } });
    }
    if (!options.ours && OURS.test(key)) {
      report({ field: at, rule: 'keyReserved', values: { key } });
    }
    if (
      options.labels ? !LABEL_VALUE.test(value) : value.length > MAX_ANNOTATION
    ) {
      report(
        options.labels
          ? { field: at, rule: 'labelValue', values: { value } }
          : {
              field: at,
              rule: 'annotationTooLong',
              values: { max: MAX_ANNOTATION },
            },
      );
    }
  }
}

function checkResources(
  report: ReportProblem,
  resources: PodOptions['resources'],
  field: string,
): void {
  for (const kind of ['requests', 'limits'] as const) {
    for (const [name, value] of Object.entries(resources?.[kind] ?? {})) {
      const quantity = parseQuantity(value);
      if (quantity === undefined || !(quantity > 0)) {
        report({
          field: `${field}.${kind}.${name}`,
          rule: 'resourceQuantity',
          values: { value },
        });
      }
    }
  }
  for (const name of ['cpu', 'memory'] as const) {
    const request = parseQuantity(resources?.requests?.[name]);
    const limit = parseQuantity(resources?.limits?.[name]);
    if (request !== undefined && limit !== undefined && limit < request) {
      report({
        field: `${field}.limits.${name}`,
        rule: 'limitBelowRequest',
        values: { resource: name },
      });
    }
  }
}

function checkPod(
  report: ReportProblem,
  pod: PodOptions | undefined,
  field: string,
): void {
  checkKeys(report, pod?.labels, `${field}.labels`, { labels: true });
  checkKeys(report, pod?.annotations, `${field}.annotations`, {
    labels: false,
  });
  checkKeys(report, pod?.nodeSelector, `${field}.nodeSelector`, {
    labels: true,
    ours: true,
  });
  checkResources(report, pod?.resources, `${field}.resources`);
}

function checkPattern(
  report: ReportProblem,
  pattern: string,
  field: string,
): void {
  if (/[\r\n\\[\]]/.test(pattern) || /^\/*$/.test(pattern)) {
    report({ field, rule: 'filePattern', values: { pattern } });
  }
}

/**
 * Options of one volume, or of all.
 *
 * @param existing - what the volume says of a target that exists
 * @internal
 */
export function checkVolumeOptions(
  report: ReportProblem,
  options: VolumeOptions | undefined,
  field: string,
  existing?: string,
): void {
  for (const kind of ['include', 'exclude'] as const) {
    options?.[kind]?.forEach((pattern, index) =>
      checkPattern(report, pattern, `${field}.${kind}[${index}]`),
    );
  }
  if (options?.deleteExtraneous && existing === 'reuse') {
    report({ field: `${field}.deleteExtraneous`, rule: 'deleteAndKeep' });
  }
  checkPod(report, options?.sourcePod, `${field}.sourcePod`);
  checkPod(report, options?.targetPod, `${field}.targetPod`);
}
