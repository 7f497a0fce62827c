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
import { Button, Checkbox, Text } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import styles from './PlanFields.module.css';

/** Props of {@link PickerRow}. */
export interface PickerRowProps {
  name: string;
  /** What there is to know of it, in the order of importance. */
  facts: Array<string | undefined | false>;
  /** Why it cannot be chosen. */
  reason?: string;
  isSelected: boolean;
  isDisabled?: boolean;
  onSelect: (isSelected: boolean) => void;
  /** What it becomes, in one line. */
  summary: string | undefined;
  /** What is wrong with it as a whole. */
  problem?: string;
  /** Whether something is wrong with one of the fields. */
  hasProblemInside: boolean;
  /** The fields of what it becomes. */
  children: ReactNode;
}

/** Something that can be chosen, and once it is, changed on its way. */
export function PickerRow(props: PickerRowProps) {
  const { name, reason, isSelected, problem, summary } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const [isWanted, setIsWanted] = useState(false);
  const { hasProblemInside } = props;
  useEffect(() => {
    // Stays open while it is mended.
    if (hasProblemInside) {
      setIsWanted(true);
    }
  }, [hasProblemInside]);
  const isOpen = isSelected && (isWanted || hasProblemInside);
  const id = useId();
  return (
    <li className={styles.row} data-selected={isSelected || undefined}>
      <Checkbox
        isSelected={isSelected}
        // What is chosen although it cannot be must be possible to take away.
        isDisabled={props.isDisabled || (Boolean(reason) && !isSelected)}
        aria-describedby={`${id}-facts`}
        onChange={props.onSelect}
      >
        <span className={styles.name}>{name}</span>
      </Checkbox>
      <div className={styles.about}>
        <Text
          as="p"
          id={`${id}-facts`}
          variant="body-small"
          color="secondary"
          className={styles.wrap}
        >
          {props.facts.filter(Boolean).join(' · ')}
          {reason && (
            <span className={styles.reason}>
              {t('fields.unsupported', { reason })}
            </span>
          )}
        </Text>
        {problem && (
          <Text
            as="p"
            variant="body-small"
            color="danger"
            className={styles.wrap}
          >
            {problem}
          </Text>
        )}
        {isSelected && (
          <div className={styles.head}>
            <Text variant="body-small" className={styles.wrap}>
              {summary}
            </Text>
            <Button
              size="small"
              variant="tertiary"
              isDisabled={props.isDisabled}
              aria-expanded={isOpen}
              aria-controls={isOpen ? `${id}-fields` : undefined}
              aria-label={t('fields.changeOf', { name })}
              iconEnd={isOpen ? <RiArrowUpSLine /> : <RiArrowDownSLine />}
              onPress={() => setIsWanted(!isOpen)}
            >
              {t('fields.change')}
            </Button>
          </div>
        )}
      </div>
      {isOpen && (
        <div
          id={`${id}-fields`}
          role="group"
          aria-label={name}
          className={styles.fields}
        >
          {props.children}
        </div>
      )}
    </li>
  );
}
