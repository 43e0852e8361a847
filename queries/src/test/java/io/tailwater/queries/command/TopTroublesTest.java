package io.tailwater.queries.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopTroublesTest {

  @Test
  void eachTroubleOfTheStatusIsASentence() throws Exception {
    assertThat(
            of(
                "{'problem':'disk\\u001b[31m gone','commit_trouble':{'since':'2020-01-02T10:00:00.5Z',"
                    + "'at':'2020-01-02T10:05:00Z','reason':'catalog is locked'},"
                    + "'source_troubles':[{'source':'app','since':'2020-01-02T10:00:00Z',"
                    + "'reason':'no broker'}],"
                    + "'losses_last_day':{'records':2,'of_unknown_size':1,'bytes':2048,'lost_records':0},"
                    + "'reject_rates':[{'source':'web','ratio':0.12,'rejects':12,'high':true},"
                    + "{'source':'app','ratio':0.001,'rejects':1,'high':false}],"
                    + "'upkeep':{'trouble':{'since':'2020-01-02T09:00:00Z','reason':'no space'}}}"))
        .containsExactly(
            "the service cannot read the lake: disk·[31m gone",
            "commits fail since 2020-01-02 10:00 UTC: catalog is locked",
            "source app fails since 2020-01-02 10:00 UTC: no broker",
            "lost in the last 24 h: 2.0 KiB, maybe more",
            "source web: 12.0 % of the lines of the last hour are rejected",
            "upkeep fails since 2020-01-02 09:00 UTC: no space");
  }

  @Test
  void aHealthyPipelineHasNone() throws Exception {
    assertThat(
            of(
                "{'problem':null,'commit_trouble':null,'source_troubles':[],"
                    + "'losses_last_day':{'records':0},'reject_rates':[],'upkeep':{'trouble':null}}"))
        .isEmpty();
  }

  private static List<String> of(String json) throws Exception {
    return TopTroubles.of(Reply.of(json.replace('\'', '"')).body());
  }
}
