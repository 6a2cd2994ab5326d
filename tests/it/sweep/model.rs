//! Random histories: whatever happens, nobody is lost, it ends, and in the end both sides say the same.
use super::server::{Count, Server};
use super::world::World;
use pintui::api::ids::CustomerId;
use pintui::mirror::List;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Happens {
    Create(u32),
    Update(usize),
    Delete(usize),
    OwnCreate,
    OwnUpdate(usize),
    OwnDelete(usize),
    Bare(bool),
    Echoes(bool),
    Count(Count),
    Ask(u32),
    Serve(usize),
    Deliver(usize),
    Drop(usize),
    Write(usize),
    Hear,
    Begin(bool),
    BeginAll,
    Crash(bool),
}

fn count() -> impl Strategy<Value = Count> {
    prop_oneof![
        4 => Just(Count::True),
        1 => (1..200u64).prop_map(Count::More),
        1 => (1..20u64).prop_map(Count::Less),
        1 => Just(Count::Missing),
    ]
}

fn happens() -> impl Strategy<Value = Happens> {
    let place = 0..100usize;
    prop_oneof![
        4 => (1..8u32).prop_map(Happens::Create),
        2 => place.clone().prop_map(Happens::Update),
        4 => place.clone().prop_map(Happens::Delete),
        1 => Just(Happens::OwnCreate),
        1 => place.clone().prop_map(Happens::OwnUpdate),
        2 => place.clone().prop_map(Happens::OwnDelete),
        1 => any::<bool>().prop_map(Happens::Bare),
        1 => any::<bool>().prop_map(Happens::Echoes),
        1 => count().prop_map(Happens::Count),
        24 => (1..5u32).prop_map(Happens::Ask),
        6 => place.clone().prop_map(Happens::Serve),
        24 => place.clone().prop_map(Happens::Deliver),
        2 => place.prop_map(Happens::Drop),
        20 => (1..5usize).prop_map(Happens::Write),
        16 => Just(Happens::Hear),
        1 => any::<bool>().prop_map(Happens::Begin),
        1 => Just(Happens::BeginAll),
        2 => any::<bool>().prop_map(Happens::Crash),
    ]
}

fn happen(world: &mut World, happens: &Happens) {
    match *happens {
        Happens::Create(many) => drop(world.server.create(many)),
        Happens::Update(place) => drop(world.server.update(place)),
        Happens::Delete(place) => drop(world.server.delete(place)),
        Happens::OwnCreate => {
            let rows = world.server.create(1);
            world.write_own(rows);
        }
        Happens::OwnUpdate(place) => {
            if let Some(row) = world.server.update(place) {
                world.write_own(vec![row]);
            }
        }
        Happens::OwnDelete(place) => {
            if let Some(id) = world.server.delete(place) {
                world.delete_own(id);
            }
        }
        Happens::Bare(bare) => world.server.bare = bare,
        Happens::Echoes(echoes) => world.server.echoes = echoes,
        Happens::Count(count) => world.server.count = count,
        Happens::Ask(together) => drop(world.ask(together)),
        Happens::Serve(which) => world.serve(which),
        Happens::Deliver(which) => world.deliver(which),
        Happens::Drop(which) => world.drop_one(which),
        Happens::Write(most) => world.write(most),
        Happens::Hear => world.hear(),
        Happens::Begin(is_due) => world.begin(is_due),
        Happens::BeginAll => world.begin_all(),
        Happens::Crash(is_due) => world.crash(is_due),
    }
}

/// Says what may happen while only new customers come.
fn grows(happens: &Happens) -> bool {
    !matches!(
        happens,
        Happens::Update(_)
            | Happens::Delete(_)
            | Happens::OwnUpdate(_)
            | Happens::OwnDelete(_)
            | Happens::Bare(_)
            | Happens::Echoes(_)
    )
}

/// Brings both sides together while nothing else happens.
fn settle(world: &mut World) {
    world.server.calm();
    world.finish();
    let before = world.sweep.reached().swept_at;
    world.begin_all();
    world.finish();
    if world.sweep.reached().swept_at == before {
        // Too few were told for what was counted: what was known before stays, and that is said.
        assert_eq!(world.sweep.reached().is_sure, Some(false));
        assert_eq!(world.list, List::Subscriptions);
        let count = world.server.count;
        assert!(matches!(count, Count::More(101..) | Count::Missing));
    } else {
        world.is_same();
    }
}

/// Says what others do, and what becomes of what is under way.
#[derive(Clone, Debug)]
enum Others {
    Create(u32),
    Delete(usize),
    Both(usize),
    Ask,
    Serve(usize),
    Deliver(usize),
    Write,
    Crash,
}

fn list() -> impl Strategy<Value = List> {
    prop_oneof![Just(List::Customers), Just(List::Subscriptions)]
}

fn others() -> impl Strategy<Value = Others> {
    let place = 0..100usize;
    prop_oneof![
        2 => (1..4u32).prop_map(Others::Create),
        2 => place.clone().prop_map(Others::Delete),
        2 => place.clone().prop_map(Others::Both),
        6 => Just(Others::Ask),
        6 => place.clone().prop_map(Others::Serve),
        8 => place.prop_map(Others::Deliver),
        8 => Just(Others::Write),
        1 => Just(Others::Crash),
    ]
}

/// Lets others delete one who was there before the reading began: of one who comes and goes within it the API keeps
/// no trace.
fn delete(world: &mut World, before: u32, place: usize) {
    let number = |id: &CustomerId| {
        id.as_str()
            .trim_start_matches("cus_")
            .parse::<u32>()
            .unwrap()
    };
    let people = world.server.people.iter().enumerate();
    let old: Vec<usize> = people
        .filter(|(_, person)| number(&person.token) <= before)
        .map(|(at, _)| at)
        .collect();
    // A list of one page is of the moment at which that was told, and of no later one.
    let is_long = world.server.people.len() > world.server.per_page + 1;
    if let Some(at) = place.checked_rem(old.len()).filter(|_| is_long) {
        world.server.delete(old[at]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_reading_is_sure_of_is_so(
        list in list(), more in 2..40u32, per_page in 1..9usize, together in 1..5u32, kept in 0..40u32,
        history in proptest::collection::vec(others(), 0..80),
    ) {
        let people = more + u32::try_from(per_page).unwrap();
        let mut world = World::of(list, Server::new(people.min(kept), per_page));
        world.begin(false);
        world.finish();
        world.server.create(people - people.min(kept));
        world.begin_all();
        for what in &history {
            let is_before = world.is_before_the_last_look();
            match *what {
                Others::Create(many) if is_before => drop(world.server.create(many)),
                Others::Delete(place) if is_before => delete(&mut world, people, place),
                Others::Both(place) if is_before => {
                    delete(&mut world, people, place);
                    world.server.create(1);
                }
                Others::Ask => drop(world.ask(together)),
                Others::Serve(which) => world.serve(which),
                Others::Deliver(which) => world.deliver(which),
                Others::Write => world.settle_reports(),
                Others::Crash => world.crash(false),
                _ => {}
            }
        }
        world.finish();
        if world.sweep.reached().is_sure == Some(true) {
            world.is_same();
        } else {
            // Some of what is not there may be kept, and is said to be unsure; the next reading mends that.
            world.begin_all();
            world.finish();
            prop_assert_eq!(world.sweep.reached().is_sure, Some(true));
            world.is_same();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nobody_is_lost_and_it_ends(
        list in list(), people in 0..40u32, per_page in 1..9usize, count in count(),
        history in proptest::collection::vec(happens(), 0..120),
    ) {
        let mut server = Server::new(people, per_page);
        server.count = count;
        let mut world = World::of(list, server);
        world.begin(true);
        for what in &history {
            happen(&mut world, what);
        }
        settle(&mut world);
    }

    #[test]
    fn the_newest_are_found_whenever_their_reading_was_interrupted(
        people in 0..30u32, per_page in 1..6usize, count in count(),
        history in proptest::collection::vec(happens().prop_filter("", grows), 0..80),
    ) {
        let mut server = Server::new(people, per_page);
        server.count = count;
        let mut world = World::new(server);
        settle(&mut world);
        world.begin(false);
        for what in &history {
            // A reading of all finds the newest too, but that is not what is looked at here.
            let what = match what {
                Happens::Begin(_) | Happens::BeginAll | Happens::Crash(_) => &Happens::Crash(false),
                other => other,
            };
            happen(&mut world, what);
        }
        world.crash(false);
        world.finish();
        let rows = world.rows();
        let missing = world.server.people.iter().filter(|person| !rows.contains(person));
        prop_assert_eq!(missing.count(), 0);
    }
}
