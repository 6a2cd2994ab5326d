//! The loop on a screen in memory, on a clock that moves only when everything waits.
mod stage;

use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, Fate};
use pintui::api::ids::CustomerId;
use pintui::api::reply::Reply;
use pintui::api::write::Write;
use pintui::model::effect::{ApiCommand, Lane, Request, Ticket};
use pintui::model::event::{Event, Trace};
use pintui::runtime::line::{Line, words};
use pintui::runtime::run::Ended;
use pintui::runtime::signals::Aside;
use stage::{answer, moment, with_loop};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

#[test]
fn at_rest_it_sleeps() {
    with_loop(async |mut world| {
        world.settle().await;
        let (frames, polls) = (world.frames(), world.seen.get().polls);
        sleep(Duration::from_secs(8 * 3600)).await;
        assert_eq!(world.frames(), frames);
        assert_eq!(world.seen.get().polls, polls);
        // At the day's end cards may have expired: one frame.
        sleep(Duration::from_secs(16 * 3600)).await;
        assert_eq!(world.frames(), frames + 1);
        world.keys("q").await;
        world
    });
}

#[test]
fn the_quit_key_ends_it() {
    let (ended, _) = with_loop(async |mut world| {
        world.settle().await;
        world.keys("q").await;
        world
    });
    assert_eq!(ended, Ended::Quit);
}

#[test]
fn answers_alone_draw_sixty_frames_a_second_and_a_key_does_not_wait_for_them() {
    with_loop(async |mut world| {
        world.settle().await;
        let before = world.frames();
        for number in 0..1000 {
            let event = Event::Failed(format!("Mishap {number}"));
            world.ends.events.send(event).unwrap();
            moment().await;
        }
        let drawn = world.frames() - before;
        assert!((50..=65).contains(&drawn), "{drawn} frames in a second");
        // Just after a frame, a key is still seen within the moment.
        world
            .ends
            .events
            .send(Event::Failed("Mishap".to_owned()))
            .unwrap();
        moment().await;
        let before = world.frames();
        world.keys("?").await;
        moment().await;
        assert_eq!(world.frames(), before + 1);
        // What was held is seen in the end.
        world
            .ends
            .events
            .send(Event::Failed("The last mishap".to_owned()))
            .unwrap();
        sleep(Duration::from_millis(20)).await;
        assert!(world.seen.get().screen.contains("The last mishap"));
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn the_first_answer_after_a_key_is_drawn_at_once() {
    with_loop(async |mut world| {
        world.settle().await;
        let before = world.frames();
        world.keys("?").await;
        moment().await;
        world
            .ends
            .events
            .send(Event::Failed("Mishap".to_owned()))
            .unwrap();
        moment().await;
        assert_eq!(world.frames(), before + 2);
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn a_flood_of_keys_is_drawn_in_few_frames() {
    with_loop(async |mut world| {
        world.settle().await;
        let before = world.frames();
        for _ in 0..2_000 {
            world.keys("j").await;
        }
        moment().await;
        let drawn = world.frames() - before;
        assert!(drawn <= 20, "{drawn} frames for 2,000 keys");
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn only_the_last_size_of_a_dragged_window_is_drawn() {
    with_loop(async |mut world| {
        world.settle().await;
        let before = world.frames();
        for width in 80..200 {
            world.keys.try_send(Event::Resize(width, 40)).unwrap();
        }
        moment().await;
        assert_eq!(world.frames(), before + 1);
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn sleeping_and_waking_draws_the_whole_screen_again() {
    let (_, seen) = with_loop(async |mut world| {
        world.settle().await;
        world.asides.send(Aside::Suspend).unwrap();
        moment().await;
        let whole = world.seen.get().whole_frames;
        world.asides.send(Aside::Continue).unwrap();
        moment().await;
        assert_eq!(world.seen.get().whole_frames, whole + 1);
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
    assert_eq!(
        seen.get().suspended,
        [false],
        "the shell stops the others itself"
    );
}

#[test]
fn a_key_command_gets_the_terminal_and_the_whole_screen_comes_back() {
    with_loop(async |mut world| {
        world.settle().await;
        let (given, taken) = oneshot::channel();
        world.asides.send(Aside::Lend(given)).unwrap();
        taken.await.unwrap();
        assert!(world.seen.get().lent);
        let whole = world.seen.get().whole_frames;
        world.asides.send(Aside::Continue).unwrap();
        moment().await;
        assert_eq!(world.seen.get().whole_frames, whole, "it is still lent");
        world.asides.send(Aside::TakeBack).unwrap();
        moment().await;
        assert!(!world.seen.get().lent);
        assert_eq!(world.seen.get().whole_frames, whole + 1);

        world.seen.get().refuses_loans = true;
        let (given, taken) = oneshot::channel();
        world.asides.send(Aside::Lend(given)).unwrap();
        assert!(taken.await.is_err(), "nobody waits for what cannot be had");
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn what_the_console_cannot_do_is_said_on_the_screen() {
    with_loop(async |mut world| {
        world.settle().await;
        world.seen.get().refuses_copies = true;
        let text = "a text".to_owned();
        world.asides.send(Aside::CopyThroughTerminal(text)).unwrap();
        moment().await;
        assert!(world.seen.get().screen.contains("No clipboard here"));
        world.seen.get().refuses_copies = false;
        let text = "another".to_owned();
        world.asides.send(Aside::CopyThroughTerminal(text)).unwrap();
        moment().await;
        assert_eq!(world.seen.get().copied, ["another"]);
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn a_reader_that_gave_up_counts_as_a_closed_window() {
    let (ended, _) = with_loop(async |mut world| {
        world.settle().await;
        world.keys = mpsc::channel(1).0;
        world
    });
    assert_eq!(ended, Ended::Stopped(1));
}

#[test]
fn what_became_of_writes_at_the_end_is_said() {
    let (mut line, ends) = Line::new();
    for number in 1..=4 {
        let id = CustomerId::new(&format!("cus_{number}")).unwrap();
        assert!(line.tell(ApiCommand::Call(
            Ticket(number),
            Request {
                call: Call::Write(Write::DeleteCustomer(id)),
                lane: Lane::Operator,
                typed: None,
            },
        )));
    }
    let with_fate = |number, fate: Option<Fate>| {
        let Event::Reply { ticket, trace, .. } = answer(Ticket(number)) else {
            unreachable!("an answer is a reply");
        };
        let result = fate.map_or(Ok(Reply::Done), |fate| {
            Err(Error {
                kind: ErrorKind::Cancelled,
                fate: Some(fate),
            })
        });
        Event::Reply {
            ticket,
            result,
            trace: Trace {
                path: format!("/customers/cus_{number}"),
                ..trace
            },
        }
    };
    ends.events.send(with_fate(1, None)).unwrap();
    ends.events.send(with_fate(2, Some(Fate::NotSent))).unwrap();
    assert!(
        line.hear_now().is_some(),
        "the app heard of the first itself"
    );
    ends.events
        .send(with_fate(3, Some(Fate::Rejected)))
        .unwrap();
    let answers = line.close().answers();
    assert!(matches!(
        answers.last(),
        Some(Event::Reply { ticket: Ticket(4), result: Err(error), .. })
            if error.fate == Some(Fate::Unknown)
    ));
    let words = words(&answers);
    assert_eq!(words.len(), 3, "{words:?}");
    assert!(words[0].contains("/customers/cus_2: not sent"), "{words:?}");
    assert!(words[1].contains("/customers/cus_3: refused"), "{words:?}");
    assert!(words[2].contains("/customers/cus_4: UNKNOWN"), "{words:?}");
}
