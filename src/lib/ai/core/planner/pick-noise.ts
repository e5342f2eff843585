/** Words that never stand for a title: who asks, how, and with what little words. */

export const noise = new Set(
  (
    "whatever standing rather needs different a an the my our your i we me us you is are was were am be been being do does did have has had " +
    "having will would can could should to for of on in at with by from and or but that which who whom what when where how why whose there this " +
    "these those it them they he she him her his their its please pls plz thx perin answered replied decline all every everything any anything " +
    "some something each both other many much long working notes prepare far away time day date calendar calandar calender schedule agenda diary " +
    "plans planned scheduled booked happening going coming up go goes see seeing meet doing get got know tell show list find search check look " +
    "give if whether start starts end ends begin begins take takes place located saved set supposed next upcoming future moved rescheduled " +
    "postponed pushed changed cancelled canceled called delayed bumped shifted later shorter longer earlier sooner whole entire duration length " +
    "skipping dropping room starting current remaining rest first second third last latest earliest fourth final else also just now right not no " +
    "don't isn't yet so then than as about runs run named titled organizing organized organising organised organizes responded accepted accept " +
    "declined invited attending attend attendees anyone anybody everyone met seen spoken talked hasn't haven't i'm im i've i'll we're i'd what're " +
    "off out over into onto down back need want like email addresses address emails times hours let double m more include includes including " +
    "without except excluding ever already still again together between before after during until one ones bot ya worthless events anymore free " +
    "busy available possible tentative tentatively confirmed pending read view only since mine ahead because though maybe instead won't can't " +
    "cannot hey ok okay currently anywhere remind invite inviting often spend spent whats involving regarding related"
  ).split(" "),
);
