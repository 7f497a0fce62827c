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
import { ButtonIcon, Select, Text, TextField } from '@backstage/ui';
import type {
  NamespaceMapping,
  PlanProblem,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiDeleteBinLine } from '@remixicon/react';
import { useId } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import { fieldError } from './fieldError';
import styles from './PlanFields.module.css';
import { problemAt } from './problemAt';

/** Props of {@link NamespaceRow}. */
export interface NamespaceRowProps {
  index: number;
  mapping: NamespaceMapping;
  /** Namespaces of the source; not there while they load or where they cannot be read. */
  sources: string[] | undefined;
  isLoading: boolean;
  targets: string[] | undefined;
  problems: readonly PlanProblem[];
  isDisabled?: boolean;
  onChange: (mapping: NamespaceMapping) => void;
  onRemove?: () => void;
}

/** One namespace, and what it becomes: the same name, until somebody says otherwise. */
export function NamespaceRow(props: NamespaceRowProps) {
  const { index, mapping, sources, targets, problems, isDisabled } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const field = `namespaces[${index}]`;
  const number = String(index + 1);
  const choose = (source: string) =>
    props.onChange({
      source,
      target:
        !mapping.target || mapping.target === mapping.source
          ? source
          : mapping.target,
    });
  const common = {
    label: t('fields.namespace.source', { number }),
    isRequired: true,
    isDisabled,
    ...fieldError(problemAt(problems, `${field}.source`)),
  };
  const isNew = mapping.target && targets && !targets.includes(mapping.target);
  const isThere = mapping.target && targets?.includes(mapping.target);
  const note =
    (isNew && t('fields.namespace.isNew')) ||
    (isThere && t('fields.namespace.isThere')) ||
    undefined;
  const noteId = useId();

  return (
    <li className={styles.mapping}>
      {sources || props.isLoading ? (
        <Select
          {...common}
          isDisabled={isDisabled || props.isLoading}
          options={[
            ...new Set([...(sources ?? []), mapping.source].filter(Boolean)),
          ].map(name => ({ id: name, label: name }))}
          placeholder={
            props.isLoading ? t('fields.loading') : t('fields.choose')
          }
          search={{ placeholder: t('filter.search') }}
          value={mapping.source}
          onChange={key => choose(key === null ? '' : String(key))}
        />
      ) : (
        <TextField {...common} value={mapping.source} onChange={choose} />
      )}
      <div>
        <TextField
          label={t('fields.namespace.target', { number })}
          isRequired
          isDisabled={isDisabled}
          aria-describedby={note ? noteId : undefined}
          value={mapping.target}
          onChange={target => props.onChange({ ...mapping, target })}
          {...fieldError(problemAt(problems, `${field}.target`))}
        />
        {note && (
          // Below the field: above, it would move it out of the line of its neighbour.
          <Text
            as="p"
            id={noteId}
            variant="body-small"
            color="secondary"
            className={styles.note}
          >
            {note}
          </Text>
        )}
      </div>
      {props.onRemove && (
        <ButtonIcon
          className={styles.remove}
          size="small"
          variant="tertiary"
          isDisabled={isDisabled}
          aria-label={t('fields.namespace.remove', { number })}
          icon={<RiDeleteBinLine />}
          onPress={props.onRemove}
        />
      )}
    </li>
  );
}
