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
import { Checkbox, Text } from '@backstage/ui';
import type {
  MigrationOptions,
  MigrationType,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useId } from 'react';
import { directMigrationTranslationRef } from '../../translation';

/** Props of {@link StartOptions}. */
export interface StartOptionsProps {
  type: MigrationType;
  options: MigrationOptions;
  onChange: (options: MigrationOptions) => void;
}

/** What is decided for this run: whether a cutover copies first, whether a rollback deletes. Nothing of a stage. */
export function StartOptions(props: StartOptionsProps) {
  const { type, options, onChange } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const id = useId();
  if (type === 'stage') {
    return null;
  }
  const isCutover = type === 'cutover';
  return (
    <div>
      <Checkbox
        isSelected={
          isCutover
            ? options.cutover?.warmPass ?? true
            : options.rollback?.deleteTargetVolumes ?? false
        }
        aria-describedby={id}
        onChange={isSelected =>
          onChange(
            isCutover
              ? { cutover: { warmPass: isSelected } }
              : { rollback: { deleteTargetVolumes: isSelected } },
          )
        }
      >
        {t(`start.option.${type}`)}
      </Checkbox>
      <Text as="p" id={id} variant="body-small" color="secondary">
        {t(`start.optionDescription.${type}`)}
      </Text>
    </div>
  );
}
