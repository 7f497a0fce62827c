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

import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import { DirectMigrationClient } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useEffect, useRef, useState } from 'react';
import { fieldsTranslationRef } from '../../translation';
import type { NamespacePickerSchema } from './schema';

type Answer = { cluster: string; names?: string[]; reason?: string };

/** Offers the namespaces of the cluster that another field of the form holds; can be typed where they can't be read. */
export function NamespacePicker(
  props: typeof NamespacePickerSchema.TProps,
): JSX.Element {
  const { onChange, formData, required, disabled, schema, uiSchema } = props;
  const { t } = useTranslationRef(fieldsTranslationRef);
  const clusterField = uiSchema['ui:options']?.clusterField ?? 'sourceCluster';
  const cluster = readField(props.formContext?.formData, clusterField);
  const answer = useNamespaces(cluster);

  const previousCluster = useRef(cluster);
  useEffect(() => {
    // A namespace of the cluster chosen before means nothing in this one.
    if (previousCluster.current && previousCluster.current !== cluster) {
      onChange(undefined);
    }
    previousCluster.current = cluster;
  }, [cluster, onChange]);

  const label = schema.title ?? t('namespace.label');
  const common = {
    label,
    isRequired: required,
    description: schema.description,
  };

  if (!cluster) {
    return (
      <TextField
        {...common}
        description={t('namespace.chooseCluster')}
        isDisabled
        value=""
      />
    );
  }
  if (answer?.reason) {
    return (
      <TextField
        {...common}
        description={t('namespace.failed', { cluster, reason: answer.reason })}
        isDisabled={disabled}
        value={formData ?? ''}
        onChange={value => onChange(value || undefined)}
      />
    );
  }
  const names = answer?.names;
  return (
    <Select
      {...common}
      description={
        names ? schema.description : t('namespace.loading', { cluster })
      }
      searchable
      isDisabled={disabled || !names}
      options={(names ?? [formData].filter(isText)).map(name => ({
        id: name,
        label: name,
      }))}
      value={formData && (!names || names.includes(formData)) ? formData : null}
      onChange={key => onChange(key === null ? undefined : String(key))}
    />
  );
}

function useNamespaces(cluster: string | undefined): Answer | undefined {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [answer, setAnswer] = useState<Answer>();

  useEffect(() => {
    if (!cluster) {
      return undefined;
    }
    const controller = new AbortController();
    const client = new DirectMigrationClient({ discoveryApi, fetchApi });
    client
      .listNamespaces(cluster, { signal: controller.signal })
      .then(namespaces => ({
        names: namespaces.map(({ name }) => name).sort(),
      }))
      .catch(error => ({
        reason: String(error.body?.error?.message ?? error.message),
      }))
      .then(result => {
        if (!controller.signal.aborted) {
          setAnswer({ cluster, ...result });
        }
      });
    return () => controller.abort();
  }, [cluster, discoveryApi, fetchApi]);

  return answer?.cluster === cluster ? answer : undefined;
}

function readField(formData: unknown, field: string): string | undefined {
  const value = (formData as Record<string, unknown> | undefined)?.[field];
  return isText(value) ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
