//! A server that lists customers, and lies as it is told to.
use crate::mirror_disk::at;
use pintui::api::customers::Customer;
use pintui::api::ids::CustomerId;
use pintui::api::page::{Page, Paging};

/// Says what the server says of its count.
#[derive(Clone, Copy, Debug)]
pub enum Count {
    True,
    More(u64),
    Less(u64),
    Missing,
}

#[derive(Debug)]
pub struct Server {
    /// Newest first.
    pub people: Vec<Customer>,
    pub per_page: usize,
    pub count: Count,
    /// Whether it leaves the pagination out.
    pub bare: bool,
    /// Whether each page holds what the one before it should.
    pub echoes: bool,
    made: u32,
    edits: u32,
}

impl Server {
    pub fn new(people: u32, per_page: usize) -> Self {
        let mut server = Self {
            people: Vec::new(),
            per_page,
            count: Count::True,
            bare: false,
            echoes: false,
            made: 0,
            edits: 0,
        };
        server.create(people);
        server
    }

    pub fn create(&mut self, many: u32) -> Vec<Customer> {
        for _ in 0..many {
            self.made += 1;
            let person = person(self.made, 0);
            self.people.insert(0, person);
        }
        let many = usize::try_from(many).unwrap();
        self.people[..many].to_vec()
    }

    /// Changes the customer at about a place.
    pub fn update(&mut self, place: usize) -> Option<Customer> {
        self.edits += 1;
        let place = place.checked_rem(self.people.len())?;
        let token = self.people[place].token.as_str();
        let number = token.trim_start_matches("cus_").parse().unwrap();
        self.people[place] = person(number, self.edits);
        Some(self.people[place].clone())
    }

    /// Deletes the customer at about a place.
    pub fn delete(&mut self, place: usize) -> Option<CustomerId> {
        let place = place.checked_rem(self.people.len())?;
        Some(self.people.remove(place).token)
    }

    pub fn calm(&mut self) {
        self.bare = false;
        self.echoes = false;
    }

    pub fn find(&self, id: &CustomerId) -> Option<Customer> {
        let found = self.people.iter().find(|person| person.token == *id);
        found.cloned()
    }

    pub fn page(&self, number: u32) -> Page<Customer> {
        let shown = if self.echoes {
            (number - 1).max(1)
        } else {
            number
        };
        let first = usize::try_from(shown - 1).unwrap() * self.per_page;
        let rows = self.people.iter().skip(first).take(self.per_page);
        let items: Vec<Customer> = rows.cloned().collect();
        let real = u64::try_from(self.people.len()).unwrap();
        let pages = self.people.len().div_ceil(self.per_page);
        let has_more = usize::try_from(number).unwrap() < pages;
        let mut said = serde_json::json!({ "next": has_more.then_some(number + 1),
            "per_page": self.per_page, "pages": pages });
        match self.count {
            Count::True => said["count"] = real.into(),
            Count::More(more) => said["count"] = (real + more).into(),
            Count::Less(less) => said["count"] = real.saturating_sub(less).into(),
            Count::Missing => {}
        }
        if self.bare {
            said = serde_json::json!({});
        }
        let paging: Paging = serde_json::from_str(&said.to_string()).unwrap();
        Page {
            number,
            next: paging.next(number, items.len()),
            total: paging.total(),
            unreadable: 0,
            items,
        }
    }
}

fn person(number: u32, edit: u32) -> Customer {
    let json = serde_json::json!({ "token": format!("cus_{number:06}"), "notes": format!("edit {edit}"),
        "email": format!("{number}-{edit}@sweep.example"), "created_at": at(number.into()).to_string() });
    serde_json::from_str(&json.to_string()).unwrap()
}
