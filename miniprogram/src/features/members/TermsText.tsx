import { Text, View } from '@tarojs/components';
import { Prose } from '../../components/display/Prose';
import { Loaded } from '../../components/screen/Loaded';
import { useQuery } from '../../lib/useQuery';
import { getTerms } from './members.api';
import classes from './TermsText.module.scss';

/** The terms in force, in full. */
export function TermsText() {
  const terms = useQuery(getTerms);
  return (
    <Loaded query={terms} blocks={6}>
      {({ title, version, effectiveOn, sections }) => (
        <View className={classes.terms}>
          <View>
            <Text className={classes.title}>{title}</Text>
            <Text className={classes.version}>{`${version} 版 · ${effectiveOn} 起生效`}</Text>
          </View>
          {sections.map((section) => (
            <Prose key={section.heading} heading={section.heading} text={section.text} />
          ))}
        </View>
      )}
    </Loaded>
  );
}
