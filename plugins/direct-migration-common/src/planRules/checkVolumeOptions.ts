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
      report({
        field: at,
        message: `'${key}' is not a valid key: an optional DNS name and a slash, then at most 63 letters, digits, - _ and .`,
        hint: 'For example sidecar.istio.io/inject.',
      });
    }
    if (!options.ours && OURS.test(key)) {
      report({
        field: at,
        message: `'${key}' is one of our own: what we make is found again by it`,
        hint: 'Use another key.',
      });
    }
    if (
      options.labels ? !LABEL_VALUE.test(value) : value.length > MAX_ANNOTATION
    ) {
      report({
        field: at,
        message: options.labels
          ? `'${value}' is not a valid value: at most 63 letters, digits, - _ and .`
          : `The value is longer than ${MAX_ANNOTATION} characters`,
        hint: 'Shorten it.',
      });
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
          message: `'${value}' is not a quantity above zero`,
          hint: 'For example 500m of cpu, or 256Mi of memory.',
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
        message: `The limit of ${name} is lower than what is requested`,
        hint: 'Raise the limit, or request less.',
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
    report({
      field,
      message: `'${pattern}' is not a pattern that can be used`,
      hint: "A pattern of rsync with *, **, ? and /***, without brackets and backslashes; a slash in front means the volume's root. For example /cache/ or *.tmp.",
    });
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
    report({
      field: `${field}.deleteExtraneous`,
      message:
        'What is in the target is to be kept (existing: reuse), and to be deleted (deleteExtraneous)',
      hint: 'Set existing to mirror, or leave deleteExtraneous out.',
    });
  }
  checkPod(report, options?.sourcePod, `${field}.sourcePod`);
  checkPod(report, options?.targetPod, `${field}.targetPod`);
}
