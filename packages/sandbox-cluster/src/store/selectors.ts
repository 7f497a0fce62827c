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

import { statusErrors } from '../api/statusErrors';
import { KubeObject } from '../types';

/**
 * Says whether an object is selected.
 * @internal
 */
export type Selector = (object: KubeObject) => boolean;

interface Requirement {
  key: string;
  operator: string;
  values: string[];
}

/**
 * Whether one set-based requirement holds for the labels.
 * @internal
 */
export function matchesRequirement(
  labels: Record<string, string>,
  { key, operator, values }: Requirement,
): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

/**
 * A `LabelSelector` object (matchLabels, matchExpressions) against labels. An empty one selects all.
 * @internal
 */
export function matchesLabelSelector(
  selector: any,
  labels: Record<string, string> = {},
): boolean {
  return (
    Object.entries(selector?.matchLabels ?? {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (selector?.matchExpressions ?? []).every((e: any) =>
      matchesRequirement(labels, { values: [], ...e }),
    )
  );
}

/**
 * Parses the text of `labelSelector=`; throws a BadRequest StatusError when it is not one.
 * @internal
 */
export function parseLabelSelector(text: string | undefined): Selector {
  const trimmed = text?.trim();
  if (!trimmed) {
    return () => true;
  }
  const requirements = splitTopLevel(trimmed).map(part =>
    parseRequirement(part.trim(), trimmed),
  );
  return object =>
    requirements.every(r =>
      matchesRequirement(object.metadata.labels ?? {}, r),
    );
}

function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let current = '';
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(current);
      current = '';
    } else {
      current += char;
    }
  }
  return [...parts, current];
}

const KEY = '[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?';

function parseRequirement(part: string, whole: string): Requirement {
  const equality = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*([\\w.-]*)$`).exec(
    part,
  );
  if (equality) {
    const [, key, , operator, value] = equality;
    return {
      key,
      operator: operator === '!=' ? 'NotIn' : 'In',
      values: [value],
    };
  }
  const set = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`).exec(
    part,
  );
  if (set) {
    const [, key, , operator, values] = set;
    return {
      key,
      operator: operator === 'in' ? 'In' : 'NotIn',
      values: values.split(',').map(v => v.trim()),
    };
  }
  const exists = new RegExp(`^(!?)\\s*(${KEY})$`).exec(part);
  if (exists) {
    return {
      key: exists[2],
      operator: exists[1] ? 'DoesNotExist' : 'Exists',
      values: [],
    };
  }
  throw statusErrors.badRequest(
    `unable to parse requirement: found '${part}', in selector '${whole}'`,
  );
}

const POD_FIELDS = [
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'status.phase',
  'status.podIP',
  'status.nominatedNodeName',
];
const FIELDS_BY_KIND: Record<string, string[]> = {
  Pod: POD_FIELDS,
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Namespace: ['status.phase'],
  Secret: ['type'],
  Node: ['spec.unschedulable'],
  Job: ['status.successful'],
  ReplicaSet: ['status.replicas'],
};

/**
 * Parses the text of `fieldSelector=` for a kind; throws a BadRequest StatusError for a field that the kind does not have.
 * @internal
 */
export function parseFieldSelector(
  text: string | undefined,
  kind: string,
): Selector {
  const parts = (text ?? '')
    .split(',')
    .map(p => p.trim())
    .filter(Boolean);
  const requirements = parts.map(part => {
    const match = /^([^=!]+?)\s*(==|=|!=)\s*(.*)$/.exec(part);
    if (!match) {
      throw statusErrors.badRequest(
        `invalid selector: '${part}'; can't understand '${part}'`,
      );
    }
    const [, field, operator, value] = match;
    const known =
      field === 'metadata.name' ||
      field === 'metadata.namespace' ||
      FIELDS_BY_KIND[kind]?.includes(field);
    if (!known) {
      throw statusErrors.badRequest(
        kind === 'Pod' || kind === 'Event'
          ? `field label not supported: ${field}`
          : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
      );
    }
    return { field, equal: operator !== '!=', value };
  });
  return object =>
    requirements.every(({ field, equal, value }) => {
      const actual = field
        .split('.')
        .reduce<any>((at, key) => at?.[key], object);
      return (String(actual ?? '') === value) === equal;
    });
}
