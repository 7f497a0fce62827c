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

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { directMigrationApiRef } from '@direct-migration/backstage-plugin-direct-migration';
import type {
  Cluster,
  DirectMigrationApi,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useState, type ComponentType } from 'react';

const capabilities = {
  openshift: false,
  routes: false,
  ingress: false,
  imageStreams: false,
  storageClasses: [
    { name: 'fast', provisioner: 'csi.example.com', isDefault: true },
  ],
};

/** Two clusters, a namespace with two volumes and one image. */
export const exampleApi: Partial<DirectMigrationApi> = {
  listClusters: async (): Promise<Cluster[]> =>
    ['east', 'west'].map(name => ({
      entityRef: `resource:default/${name}`,
      name,
      usable: true,
      problems: [],
      capabilities,
    })),
  listNamespaces: async () => [{ name: 'shop' }, { name: 'default' }],
  listVolumes: async (_cluster, namespace) =>
    ['data', 'raw'].map(name => ({
      namespace,
      name,
      phase: 'Bound',
      accessModes: ['ReadWriteOnce'],
      capacity: '1Gi',
      supported: name === 'data',
      ...(name === 'raw' && { reason: 'its volume mode is Block' }),
    })),
  listImages: async (_cluster, namespace) => [
    { repository: `${namespace}/web`, tags: ['1.0'], supported: true },
  ],
};

/**
 * Renders a field as the scaffolder does.
 *
 * @returns what the form holds after each change
 */
export function renderField<T>(
  Field: ComponentType<any>,
  options: {
    title: string;
    /** Of the other fields of the form. */
    formData?: Record<string, unknown>;
    value?: T;
    uiOptions?: object;
    rawErrors?: string[];
    /** Besides the example. */
    api?: Partial<DirectMigrationApi>;
  },
): { onChange: jest.Mock; setForm: (formData: object) => void } {
  const onChange = jest.fn();
  let setForm: (formData: object) => void = () => {};
  function Form() {
    const [value, setValue] = useState<T | undefined>(options.value);
    const [formData, setFormData] = useState<object>(options.formData ?? {});
    setForm = setFormData;
    return (
      <Field
        schema={{ title: options.title }}
        uiSchema={{ 'ui:options': options.uiOptions }}
        formContext={{ formData }}
        formData={value}
        rawErrors={options.rawErrors}
        onChange={(next: T | undefined) => {
          onChange(next);
          setValue(next);
        }}
      />
    );
  }
  renderInTestApp(<Form />, {
    apis: [
      [
        directMigrationApiRef,
        { ...exampleApi, ...options.api } as DirectMigrationApi,
      ],
    ],
  });
  return { onChange, setForm: formData => setForm(formData) };
}
